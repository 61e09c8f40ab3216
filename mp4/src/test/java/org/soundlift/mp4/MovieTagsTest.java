package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.mp4.Mp4Builder.box;
import static org.soundlift.mp4.Mp4Builder.ints;
import static org.soundlift.mp4.Mp4Builder.join;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.core.options.TagField;

/** The kinds of tags that phones, editors and music programs write. */
class MovieTagsTest {
    private static final String TITLE = "Größe 夜 🎵";
    private static final int ENGLISH = 0;
    private static final int UNDETERMINED = 0x55C4;

    private static MovieTags tags(byte[]... boxes) throws Exception {
        byte[] file = new Mp4Builder().file(boxes);
        return new MovieTags(Mp4Reader.read(new MemoryRanges(file), Mp4Reader.Request.ofAll(Duration.ofHours(12)))
                .labels()
                .texts());
    }

    private static byte[] value(int type, byte[] text) {
        return box("data", ints(type, 0), text);
    }

    private static byte[] itunes(byte[]... items) {
        return box("udta", box("meta", ints(0), box("hdlr", new byte[25]), box("ilst", items)));
    }

    private static byte[] shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    private static byte[] quickTime(String type, int language, byte[] text) {
        return box(type, shorts(text.length, language), text);
    }

    private static byte[] of3gpp(String type, byte[] text) {
        return box(type, ints(0), shorts(UNDETERMINED), text);
    }

    @Test
    void textsOfItunesHaveThreeTypes() throws Exception {
        for (int type : new int[] {0, 1}) {
            assertThat(tags(itunes(box("©nam", value(type, TITLE.getBytes(UTF_8)))))
                            .text(TagField.TITLE))
                    .hasValue(TITLE);
        }
        assertThat(tags(itunes(box("©nam", value(2, TITLE.getBytes(UTF_16BE))))).text(TagField.TITLE))
                .hasValue(TITLE);
        assertThat(tags(itunes(box("©nam", value(13, new byte[] {1, 2})))).text(TagField.TITLE))
                .as("a picture")
                .isEmpty();
    }

    @Test
    void genreMayBeANumber() throws Exception {
        assertThat(tags(itunes(box("gnre", value(0, shorts(18))))).text(TagField.GENRE))
                .hasValue("Rock");
        assertThat(tags(itunes(box("gnre", value(0, shorts(81))))).text(TagField.GENRE))
                .isEmpty();
        assertThat(tags(itunes(box("gnre", value(0, new byte[1])))).text(TagField.GENRE))
                .isEmpty();
    }

    @Test
    void severalArtistsAreAllKept() throws Exception {
        byte[] first = value(1, "First".getBytes(UTF_8));
        byte[] second = value(1, "Second".getBytes(UTF_8));
        assertThat(tags(itunes(box("©ART", first, second))).text(TagField.ARTIST))
                .hasValue("First; Second");
        assertThat(tags(itunes(box("©ART", first), box("©ART", second), box("©ART", first)))
                        .text(TagField.ARTIST))
                .hasValue("First; Second");
    }

    /** QuickTime's box {@code meta} is plain, that of ISO/IEC 14496-12 is full. */
    @Test
    void keysOfQuickTimeAreReadInBothFormsOfTheirBox() throws Exception {
        byte[] key = "com.apple.quicktime.title".getBytes(UTF_8);
        byte[] other = "com.apple.quicktime.artist".getBytes(UTF_8);
        byte[] keys = box(
                "keys",
                ints(0, 2, 8 + key.length),
                "mdta".getBytes(UTF_8),
                key,
                ints(8 + other.length),
                "mdta".getBytes(UTF_8),
                other);
        byte[] list = box(
                "ilst",
                box("\0\0\0\1", value(1, TITLE.getBytes(UTF_8))),
                box("\0\0\0\2", value(1, "Zoë".getBytes(UTF_8))),
                box("\0\0\0\3", value(1, "no key".getBytes(UTF_8))));
        byte[] handler = box("hdlr", new byte[25]);
        for (byte[] version : new byte[][] {new byte[0], ints(0)}) {
            MovieTags tags = tags(box("meta", version, handler, keys, list));
            assertThat(tags.text(TagField.TITLE)).hasValue(TITLE);
            assertThat(tags.text(TagField.ARTIST)).hasValue("Zoë");
        }
    }

    @Test
    void textsOfQuickTimeHaveTheCodingOfTheirLanguage() throws Exception {
        byte[] macRoman = {'C', 'a', 'f', (byte) 0x8E};
        assertThat(tags(box("udta", quickTime("©nam", ENGLISH, macRoman))).text(TagField.TITLE))
                .hasValue("Café");
        assertThat(tags(box("udta", quickTime("©nam", ENGLISH, "Café".getBytes(UTF_8))))
                        .text(TagField.TITLE))
                .as("UTF-8 in spite of the language code")
                .hasValue("Café");
        assertThat(tags(box("udta", quickTime("©nam", UNDETERMINED, TITLE.getBytes(UTF_8))))
                        .text(TagField.TITLE))
                .hasValue(TITLE);
        byte[] marked = join(shorts(0xFEFF), TITLE.getBytes(UTF_16BE));
        assertThat(tags(box("udta", quickTime("©nam", UNDETERMINED, marked))).text(TagField.TITLE))
                .hasValue(TITLE);
    }

    @Test
    void textsOf3gppAreUtf8OrMarkedUtf16() throws Exception {
        byte[] swapped = join(new byte[] {(byte) 0xFF, (byte) 0xFE}, TITLE.getBytes(UTF_16LE), new byte[2]);
        MovieTags tags = tags(box(
                "udta",
                of3gpp("titl", swapped),
                of3gpp("perf", "Zoë\0".getBytes(UTF_8)),
                of3gpp("albm", "A\0\7".getBytes(UTF_8))));
        assertThat(tags.text(TagField.TITLE)).hasValue(TITLE);
        assertThat(tags.text(TagField.ARTIST)).hasValue("Zoë");
        assertThat(tags.text(TagField.ALBUM)).hasValue("A");
    }

    @Test
    void firstKindThatHasATextCounts() throws Exception {
        byte[] item = box("©nam", value(1, "of iTunes".getBytes(UTF_8)));
        byte[] meta = box("meta", ints(0), box("hdlr", new byte[25]), box("ilst", item));
        byte[] old = quickTime("©nam", UNDETERMINED, "of QuickTime".getBytes(UTF_8));
        assertThat(tags(box("udta", old, meta)).text(TagField.TITLE)).hasValue("of iTunes");
        byte[] empty = box("meta", ints(0), box("ilst", box("©nam", value(1, " ".getBytes(UTF_8)))));
        assertThat(tags(box("udta", old, empty)).text(TagField.TITLE)).hasValue("of QuickTime");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 7, 11, 20, 40})
    void brokenTagsAreNoDefectOfTheVideo(int length) throws Exception {
        byte[] keys = box("keys", ints(0, Integer.MAX_VALUE, -1, -1));
        byte[] broken = join(quickTime("©nam", ENGLISH, new byte[9]), box("meta", keys, box("ilst", ints(1, 2, 3))));
        byte[] cut = Arrays.copyOf(broken, Math.min(length, broken.length));
        assertThat(tags(box("udta", cut))).isNotNull();
        assertThat(tags(box("meta", keys))).isEqualTo(MovieTags.NONE);
    }

    /** Each of the 128 characters has one place. */
    @Test
    void macRomanIsWhole() {
        byte[] all = new byte[128];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (128 + i);
        }
        String text = TagText.macintosh(ByteBuffer.wrap(all));
        assertThat(text).hasSize(128).startsWith("ÄÅÇÉ").endsWith("˛ˇ");
        assertThat(text.chars().distinct().count()).isEqualTo(128);
        assertThat(text.charAt(0xCA - 128)).isEqualTo('\u00A0');
    }
}
