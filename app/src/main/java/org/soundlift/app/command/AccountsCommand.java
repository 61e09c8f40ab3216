package org.soundlift.app.command;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.soundlift.app.settings.AccountSettings;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.SettingGroup;
import org.soundlift.app.settings.StorageSettings;
import org.soundlift.app.wiring.AccountWiring;
import org.soundlift.auth.accounts.Account;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.administration.Administration;
import org.soundlift.auth.administration.Administration.PasswordSet;
import org.soundlift.core.account.Role;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Owner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands of an operator on accounts. Each works beside a running server, with the same settings. */
@Command(
        name = "accounts",
        description = "Makes and changes accounts, also while the service runs.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "add | list | disable | enable | delete | reset | role | rotate-keys")
public final class AccountsCommand implements Runnable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    /** The settings that lead to the tables. */
    public static final List<SettingGroup> SETTINGS =
            List.of(MessagingSettings.tablesWith(AccountSettings.AUTH_SECRET));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: " + spec.usageMessage().synopsisSubcommandLabel());
    }

    private AccountWiring.Tables open(boolean make) throws Exception {
        return AccountWiring.tables(SettingFlags.settings(spec.root()), make);
    }

    private PrintWriter out() {
        return spec.root().commandLine().getOut();
    }

    private void say(String sentence) {
        out().println(sentence);
        out().flush();
    }

    @Command(name = "add", description = "Makes an account.", mixinStandardHelpOptions = true)
    public int add(
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--admin", description = "An administrator, which may change accounts and the jobs of all.")
                    boolean admin,
            @Mixin PasswordFile passwordFile)
            throws Exception {
        try (AccountWiring.Tables tables = open(true)) {
            Role role = admin ? Role.ADMIN : Role.USER;
            PasswordSet made = tables.administration().add(email, role, passwordFile.password());
            say("Account " + made.account().email() + " is made.");
            tell(made);
            tables.note("account.add", made.account().email() + ", " + role.wireName());
        }
        return 0;
    }

    private void tell(PasswordSet set) {
        set.generated()
                .ifPresent(password -> say("Its password is " + password
                        + " and is shown only now. It must be changed at the first login, within "
                        + Accounts.ONE_TIME_PASSWORD.toDays() + " days."));
    }

    @Command(name = "list", description = "Shows all accounts.", mixinStandardHelpOptions = true)
    public int list() throws Exception {
        try (AccountWiring.Tables tables = open(false)) {
            say("%-40s %-6s %-9s %-17s %s".formatted("E-MAIL", "ROLE", "STATE", "CREATED", "LAST LOGIN"));
            for (Account account : tables.administration().list()) {
                say("%-40s %-6s %-9s %-17s %s"
                        .formatted(
                                account.email(),
                                account.role().wireName(),
                                account.disabled() ? "disabled" : "enabled",
                                time(Optional.of(account.createdAt())),
                                time(account.lastLoginAt())));
            }
        }
        return 0;
    }

    private static String time(Optional<Instant> time) {
        return time.map(TIME::format).orElse("never");
    }

    @Command(
            name = "disable",
            description = "Ends all sessions of an account within 60 seconds, and refuses its log-in. Its jobs stay.",
            mixinStandardHelpOptions = true)
    public int disable(@Parameters(paramLabel = "EMAIL") String email) throws Exception {
        try (AccountWiring.Tables tables = open(false)) {
            tables.administration().setDisabled(email, true);
            tables.note("account.change", email + ", disabled");
        }
        say("Account " + email + " is disabled.");
        return 0;
    }

    @Command(name = "enable", description = "Lets a disabled account log in again.", mixinStandardHelpOptions = true)
    public int enable(@Parameters(paramLabel = "EMAIL") String email) throws Exception {
        try (AccountWiring.Tables tables = open(false)) {
            tables.administration().setDisabled(email, false);
            tables.note("account.change", email + ", enabled");
        }
        say("Account " + email + " is enabled.");
        return 0;
    }

    @Command(
            name = "delete",
            description =
                    "Deletes an account with its jobs, their videos and MP3s. Ends its sessions within 60 seconds.",
            mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(
                            names = "--jobs-to",
                            paramLabel = "EMAIL",
                            description = "Gives the jobs to another account instead of deleting them.")
                    Optional<String> heir)
            throws Exception {
        try (AccountWiring.Tables tables = open(false)) {
            Administration administration = tables.administration();
            Account account = administration.find(email);
            Optional<Account> other =
                    heir.isPresent() ? Optional.of(administration.find(heir.get())) : Optional.empty();
            if (other.map(Account::id).filter(account.id()::equals).isPresent()) {
                throw new ParameterException(spec.commandLine(), "The jobs can't go to the account that is deleted.");
            }
            // Jobs before the account: if this is interrupted, it can be repeated.
            administration.setDisabled(email, true);
            tables.ledger()
                    .ifPresentOrElse(
                            ledger -> say(jobsOf(ledger, account, other)),
                            () -> say("Its jobs are in another database, and stay until their retention is over."));
            administration.delete(account);
            tables.note(
                    "account.delete",
                    account.email() + heir.map(to -> ", jobs to " + to).orElse(""));
            say("Account " + account.email() + " is deleted.");
        }
        return 0;
    }

    private static String jobsOf(Ledger ledger, Account account, Optional<Account> heir) {
        if (heir.isPresent()) {
            int jobs = ledger.handOver(owner(account), owner(heir.get()));
            return jobs + " jobs belong to " + heir.get().email() + " now.";
        }
        int jobs = ledger.deleteAll(owner(account));
        return jobs + " jobs are deleted. The service removes their videos and MP3s in its next sweeps ("
                + StorageSettings.SWEEP_AFTER.variable() + ").";
    }

    private static Owner owner(Account account) {
        return new Owner.Account(account.id(), account.email().text());
    }

    @Command(
            name = "reset",
            description = "Gives an account a new password, and ends all its sessions and API keys.",
            mixinStandardHelpOptions = true)
    public int reset(@Parameters(paramLabel = "EMAIL") String email, @Mixin PasswordFile passwordFile)
            throws Exception {
        try (AccountWiring.Tables tables = open(false)) {
            PasswordSet set = tables.administration().reset(email, passwordFile.password());
            say("Account " + set.account().email() + " has a new password.");
            tell(set);
            tables.note("account.reset", set.account().email().text());
        }
        return 0;
    }

    @Command(
            name = "role",
            description = "Makes an account a user or an administrator.",
            mixinStandardHelpOptions = true)
    public int role(
            @Parameters(paramLabel = "EMAIL") String email,
            @Parameters(paramLabel = "ROLE", description = "user or admin") Role role)
            throws Exception {
        try (AccountWiring.Tables tables = open(false)) {
            tables.administration().setRole(email, role);
            tables.note("account.change", email + ", " + role.wireName());
        }
        say("Account " + email + " has the role " + role.wireName() + ".");
        return 0;
    }

    @Command(
            name = "rotate-keys",
            description = "Makes a new signing key, which is published now and signs in 10 minutes. Sessions go on.",
            mixinStandardHelpOptions = true)
    public int rotateKeys() throws Exception {
        try (AccountWiring.Tables tables = open(false)) {
            tables.auth().rotateKeys();
            tables.note("keys.rotate", "");
        }
        say("A new signing key is published.");
        return 0;
    }
}
