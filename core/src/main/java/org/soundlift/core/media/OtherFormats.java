package org.soundlift.core.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files that are sent by mistake, told by their first {@link MediaFormat#HEAD_BYTES} bytes. */
public final class OtherFormats {
    private static final Map<Pattern, String> OTHERS = new LinkedHashMap<>();

    private OtherFormats() {}

    static {
        name("(?i)\\s*<(!doctype|html|head|\\?xml).*", "a web page");
        name("#EXTM3U.*", "a playlist");
        name("RIFF....AVI .*", "an AVI file");
        name("RIFF....WAVE.*", "a WAVE file");
        name("ID3.*|\u00FF[\u00FA\u00FB\u00F2\u00F3\u00E2\u00E3].*", "an MP3 file already");
        name("\u00FF[\u00F0\u00F1\u00F8\u00F9].*", "an AAC stream without a container");
        name("OggS.*", "an Ogg file");
        name("fLaC.*", "a FLAC file");
        name("FLV\u0001.*", "a Flash video");
        name("0&\u00B2u.*", "a Windows Media file");
        name("\u0000\u0000\u0001[\u00BA\u00B3].*", "an MPEG program stream");
        name("G[\u0000-\u007F].[\u0010-?P-\u007F\u0090-\u00BF\u00D0-\u00FF].*", "an MPEG transport stream");
        name("PK[\u0003\u0005].*|Rar!.*|7z\u00BC\u00AF.*|\u001F\u008B.*", "an archive");
        name("%PDF.*", "a PDF document");
        name("\u00FF\u00D8\u00FF.*|\u0089PNG.*|GIF8.*", "a picture");
    }

    private static void name(String pattern, String name) {
        OTHERS.put(Pattern.compile(pattern, Pattern.DOTALL), name);
    }

    /** Returns a name for what is no video that is read, such as "a web page", if its first bytes tell. */
    static Optional<String> describe(byte[] head) {
        String text = new String(head, ISO_8859_1);
        return OTHERS.entrySet().stream()
                .filter(other -> other.getKey().matcher(text).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns the reason why a file is refused, in one sentence for its owner, if its first bytes identify it. */
    public static Optional<String> refusal(byte[] head) {
        return describe(head).map(other -> "This is " + other + ", not a video or audio file we can read.");
    }
}
