package org.soundlift.converter.lame;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * One encoder. It belongs to the thread that makes it; that should be a platform thread, for a virtual one would hold its
 * carrier during each call.
 */
public final class LameEncoder implements AutoCloseable {
    /** The most samples of a call. Some milliseconds of work, so that whoever waits for its end does not wait long. */
    public static final int MAX_SAMPLES = 1152 * 16;

    /** By {@code lame.h}: 1.25 times the samples, and 7,200. */
    private static final int OUTPUT_BYTES = MAX_SAMPLES * 5 / 4 + 7_200;

    private static final int JOINT_STEREO = 1;
    private static final int MONO = 3;
    private static final int VBR_OFF = 0;
    private static final int VBR_ABR = 3;
    /** {@code vbr_mtrh}, the default. */
    private static final int VBR_DEFAULT = 4;

    private final Lame lame;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment output = arena.allocate(OUTPUT_BYTES);
    private final MemorySegment encoder;

    /** @throws LameException if LAME has no memory left or does not know such settings */
    public LameEncoder(Lame lame, LameSettings settings) throws LameException {
        this.lame = lame;
        this.encoder = Lame.calling(() -> (MemorySegment) lame.init.invokeExact());
        if (encoder.equals(MemorySegment.NULL)) {
            arena.close();
            throw new LameException("LAME has no memory left");
        }
        try {
            configure(settings);
            require(Lame.calling(() -> (int) lame.initParams.invokeExact(encoder)), "refuses " + settings);
        } catch (LameException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static int require(int result, String otherwise) throws LameException {
        if (result < 0) {
            throw new LameException("LAME " + otherwise + ": " + result);
        }
        return result;
    }

    private void configure(LameSettings settings) throws LameException {
        set("lame_set_num_channels", settings.channels());
        set("lame_set_mode", settings.channels() == 1 ? MONO : JOINT_STEREO);
        set("lame_set_in_samplerate", settings.sampleRate());
        set("lame_set_out_samplerate", settings.sampleRate());
        switch (settings.control()) {
            case VARIABLE -> set(VBR_DEFAULT, "lame_set_VBR_q", settings.value());
            case AVERAGE -> set(VBR_ABR, "lame_set_VBR_mean_bitrate_kbps", settings.value());
            case CONSTANT -> set(VBR_OFF, "lame_set_brate", settings.value());
        }
        set("lame_set_bWriteVbrTag", 0);
        set("lame_set_disable_reservoir", settings.useReservoir() ? 0 : 1);
    }

    private void set(int mode, String name, int value) throws LameException {
        set("lame_set_VBR", mode);
        set(name, value);
    }

    private void set(String name, int value) throws LameException {
        MethodHandle setter = lame.setter(name);
        require(Lame.calling(() -> (int) setter.invokeExact(encoder, value)), "refuses " + name + " " + value);
    }

    /**
     * Encodes some samples.
     *
     * @param left 32-bit floats, full scale at 32,768
     * @param right the same as {@code left} for a single channel
     * @param count of samples of each channel, at most {@link #MAX_SAMPLES}
     * @return the bytes that are ready; frames come out later than their samples went in
     */
    public byte[] encode(MemorySegment left, MemorySegment right, int count) throws LameException {
        return output(Lame.calling(
                () -> (int) lame.encodeFloat.invokeExact(encoder, left, right, count, output, OUTPUT_BYTES)));
    }

    /** What is left, after the last samples. */
    public byte[] flush() throws LameException {
        return output(Lame.calling(() -> (int) lame.flush.invokeExact(encoder, output, OUTPUT_BYTES)));
    }

    private byte[] output(int bytes) throws LameException {
        return output.asSlice(0, require(bytes, "failed")).toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void close() {
        int _ = Lame.calling(() -> (int) lame.close.invokeExact(encoder));
        arena.close();
    }
}
