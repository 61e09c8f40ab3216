package org.soundlift.converter.lame;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.util.Objects.requireNonNull;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.soundlift.converter.mp3.EncoderInfo;
import org.soundlift.converter.mp3.RateControl;

/**
 * The functions of {@code libmp3lame} that we call, through the foreign-function API; their meaning is told by its header
 * {@code lame.h}. The library stays loaded for as long as we run.
 */
public final class Lame {
    /** Whose bookkeeping {@code converter.mp3} knows bit by bit. */
    private static final String REFERENCE = "3.100";

    private static final int LONGEST_VERSION = 64;

    /** {@code lame_get_encoder_delay}, in every version since 3.90. */
    private static final int ENCODER_DELAY = 576;

    /** As the loader knows it on Linux, macOS (where Homebrew's and MacPorts' folders are not searched) and Windows. */
    private static final List<String> NAMES = List.of(
            "libmp3lame.so.0",
            "libmp3lame.dylib",
            "/opt/homebrew/lib/libmp3lame.dylib",
            "/usr/local/lib/libmp3lame.dylib",
            "/opt/local/lib/libmp3lame.dylib",
            "libmp3lame.dll",
            "libmp3lame-0.dll");

    private static final List<String> SETTERS = List.of(
            "lame_set_num_channels",
            "lame_set_mode",
            "lame_set_in_samplerate",
            "lame_set_out_samplerate",
            "lame_set_VBR",
            "lame_set_VBR_q",
            "lame_set_VBR_mean_bitrate_kbps",
            "lame_set_brate",
            "lame_set_bWriteVbrTag",
            "lame_set_disable_reservoir");

    final MethodHandle init;
    final MethodHandle initParams;
    final MethodHandle encodeFloat;
    final MethodHandle flush;
    final MethodHandle close;
    private final Map<String, MethodHandle> setters = new HashMap<>();
    private final SymbolLookup library;
    private final String version;

    private Lame(SymbolLookup library) {
        this.library = library;
        this.init = function("lame_init", FunctionDescriptor.of(ADDRESS));
        this.initParams = function("lame_init_params", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        this.encodeFloat = function(
                "lame_encode_buffer_float",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
        this.flush = function("lame_encode_flush", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        this.close = function("lame_close", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        SETTERS.forEach(name -> setters.put(name, function(name, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT))));
        this.version = readVersion();
    }

    /** The system's library; empty where there is none that has these functions. */
    public static Optional<Lame> find() {
        return NAMES.stream().flatMap(name -> load(name).stream()).findFirst();
    }

    @SuppressWarnings("restricted") // Native access is what this class is for.
    private static Optional<Lame> load(String name) {
        try {
            return Optional.of(new Lame(SymbolLookup.libraryLookup(name, Arena.global())));
        } catch (IllegalArgumentException | NoSuchElementException notThere) {
            return Optional.empty();
        }
    }

    /** For example {@code 3.100}. */
    public String version() {
        return version;
    }

    /**
     * Whether frames of several encoders make the very stream that one encoder would have written. Frames of other
     * versions are put together as legally, but perhaps not at the same bits.
     */
    public boolean isReference() {
        return version.equals(REFERENCE);
    }

    /** What players should know of an encoder with these settings. */
    public EncoderInfo info(LameSettings settings) {
        boolean variable = settings.control() == RateControl.VARIABLE;
        return new EncoderInfo(
                "LAME" + version,
                settings.control(),
                variable ? 100 - 10 * settings.value() : 0,
                variable ? 0 : settings.value(),
                ENCODER_DELAY);
    }

    /** A function that takes an encoder and a number. */
    MethodHandle setter(String name) {
        return requireNonNull(setters.get(name));
    }

    @SuppressWarnings("restricted")
    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
    }

    @SuppressWarnings("restricted")
    private String readVersion() {
        FunctionDescriptor text = FunctionDescriptor.of(
                ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(LONGEST_VERSION, JAVA_BYTE)));
        MethodHandle get = function("get_lame_short_version", text);
        return calling(() -> ((MemorySegment) get.invokeExact()).getString(0));
    }

    /** A call of a method handle. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws Throwable;
    }

    /** Makes a call that throws nothing of its own. */
    static <T> T calling(Call<T> call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // Which a method handle declares, whatever it leads to.
            throw new AssertionError("a native call throws nothing of its own", e);
        }
    }
}
