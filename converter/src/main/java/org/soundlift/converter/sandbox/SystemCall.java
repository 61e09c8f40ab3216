package org.soundlift.converter.sandbox;

/**
 * System calls of Linux by their numbers on each machine ({@code asm/unistd_64.h} and {@code asm-generic/unistd.h}).
 * Those from 424 on have the same number everywhere.
 */
enum SystemCall {
    // What we call ourselves.
    OPENAT(257, 56),
    CLOSE(3, 57),
    PRCTL(157, 167),
    SECCOMP(317, 277),
    LANDLOCK_CREATE_RULESET(444),
    LANDLOCK_ADD_RULE(445),
    LANDLOCK_RESTRICT_SELF(446),
    // New processes.
    CLONE(56, 220),
    CLONE3(435),
    FORK(57, SystemCall.NONE),
    VFORK(58, SystemCall.NONE),
    FCNTL(72, 25),
    EXECVEAT(322, 281),
    MEMFD_CREATE(319, 279),
    PRLIMIT64(302, 261),
    SETRLIMIT(160, 164),
    // The network, and whatever else connects processes.
    SOCKET(41, 198),
    SOCKETPAIR(53, 199),
    BIND(49, 200),
    CONNECT(42, 203),
    LISTEN(50, 201),
    ACCEPT(43, 202),
    ACCEPT4(288, 242),
    SENDTO(44, 206),
    SENDMSG(46, 211),
    SENDMMSG(307, 269),
    SHMGET(29, 194),
    SHMAT(30, 196),
    SHMCTL(31, 195),
    SEMGET(64, 190),
    SEMOP(65, 193),
    SEMCTL(66, 191),
    SEMTIMEDOP(220, 192),
    MSGGET(68, 186),
    MSGSND(69, 189),
    MSGRCV(70, 188),
    MSGCTL(71, 187),
    MQ_OPEN(240, 180),
    MQ_UNLINK(241, 181),
    IO_URING_SETUP(425),
    IO_URING_ENTER(426),
    IO_URING_REGISTER(427),
    // Other processes.
    PTRACE(101, 117),
    PROCESS_VM_READV(310, 270),
    PROCESS_VM_WRITEV(311, 271),
    PROCESS_MADVISE(440),
    PROCESS_MRELEASE(448),
    PIDFD_OPEN(434),
    PIDFD_GETFD(438),
    PIDFD_SEND_SIGNAL(424),
    KCMP(312, 272),
    KILL(62, 129),
    TKILL(200, 130),
    TGKILL(234, 131),
    RT_SIGQUEUEINFO(129, 138),
    RT_TGSIGQUEUEINFO(297, 240),
    SCHED_SETPARAM(142, 118),
    SCHED_SETSCHEDULER(144, 119),
    SCHED_SETAFFINITY(203, 122),
    SCHED_SETATTR(314, 274),
    SETPRIORITY(141, 140),
    IOPRIO_SET(251, 30),
    MIGRATE_PAGES(256, 238),
    MOVE_PAGES(279, 239),
    SETSID(112, 157),
    SETPGID(109, 154),
    // Owners, modes, times and attributes of files, which Landlock leaves open.
    CHMOD(90, SystemCall.NONE),
    FCHMOD(91, 52),
    FCHMODAT(268, 53),
    FCHMODAT2(452),
    CHOWN(92, SystemCall.NONE),
    LCHOWN(94, SystemCall.NONE),
    FCHOWN(93, 55),
    FCHOWNAT(260, 54),
    TRUNCATE(76, 45),
    SETXATTR(188, 5),
    LSETXATTR(189, 6),
    FSETXATTR(190, 7),
    REMOVEXATTR(197, 14),
    LREMOVEXATTR(198, 15),
    FREMOVEXATTR(199, 16),
    SETXATTRAT(463),
    REMOVEXATTRAT(466),
    FILE_SETATTR(469),
    UTIME(132, SystemCall.NONE),
    UTIMES(235, SystemCall.NONE),
    FUTIMESAT(261, SystemCall.NONE),
    UTIMENSAT(280, 88),
    INOTIFY_INIT(253, SystemCall.NONE),
    INOTIFY_INIT1(294, 26),
    FANOTIFY_INIT(300, 262),
    NAME_TO_HANDLE_AT(303, 264),
    OPEN_BY_HANDLE_AT(304, 265),
    // The system itself.
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    PIVOT_ROOT(155, 41),
    CHROOT(161, 51),
    UNSHARE(272, 97),
    SETNS(308, 268),
    OPEN_TREE(428),
    MOVE_MOUNT(429),
    FSOPEN(430),
    FSCONFIG(431),
    FSMOUNT(432),
    FSPICK(433),
    MOUNT_SETATTR(442),
    BPF(321, 280),
    PERF_EVENT_OPEN(298, 241),
    USERFAULTFD(323, 282),
    ADD_KEY(248, 217),
    REQUEST_KEY(249, 218),
    KEYCTL(250, 219),
    INIT_MODULE(175, 105),
    FINIT_MODULE(313, 273),
    DELETE_MODULE(176, 106),
    KEXEC_LOAD(246, 104),
    KEXEC_FILE_LOAD(320, 294),
    REBOOT(169, 142),
    SWAPON(167, 224),
    SWAPOFF(168, 225),
    ACCT(163, 89),
    SETTIMEOFDAY(164, 170),
    CLOCK_SETTIME(227, 112),
    CLOCK_ADJTIME(305, 266),
    ADJTIMEX(159, 171),
    SETHOSTNAME(170, 161),
    SETDOMAINNAME(171, 162),
    SYSLOG(103, 116),
    QUOTACTL(179, 60),
    IOPL(172, SystemCall.NONE),
    IOPERM(173, SystemCall.NONE);

    static final int NONE = -1;

    /** Of Linux 6.18: what came later is not known here. */
    static final int HIGHEST = 470;

    private final int x86;
    private final int arm;

    SystemCall(int everywhere) {
        this(everywhere, everywhere);
    }

    SystemCall(int x86, int arm) {
        this.x86 = x86;
        this.arm = arm;
    }

    /** Its number, or {@link #NONE} where the machine has no such call. */
    int number(Machine machine) {
        return switch (machine) {
            case X86_64 -> x86;
            case AARCH64 -> arm;
        };
    }
}
