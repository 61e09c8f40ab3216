package org.soundlift.converter.mp3;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.soundlift.core.options.TagField;
import org.soundlift.core.track.LanguageCode;
import org.soundlift.mp4.label.ResultLabels;

/** Labels as an ID3 tag. */
public final class Id3Labels {
    /** ID3v2.3.0 §4.2.1. */
    private static final Map<TagField, String> FRAMES = new EnumMap<>(Map.of(
            TagField.TITLE, "TIT2",
            TagField.ARTIST, "TPE1",
            TagField.ALBUM, "TALB",
            TagField.ALBUM_ARTIST, "TPE2",
            TagField.COMPOSER, "TCOM",
            TagField.GENRE, "TCON",
            TagField.YEAR, "TYER",
            TagField.LANGUAGE, "TLAN",
            TagField.TRACK, "TRCK"));

    private static final String UNDETERMINED = "und";

    private Id3Labels() {}

    /** Returns the whole tag. */
    public static byte[] tag(ResultLabels labels) {
        Id3Tag tag = new Id3Tag();
        Optional<String> language = labels.text(TagField.LANGUAGE).map(LanguageCode::ofThreeLetters);
        FRAMES.forEach((field, frame) -> tag.text(frame, field == TagField.LANGUAGE ? language : labels.text(field)));
        tag.comment(language.orElse(UNDETERMINED), labels.text(TagField.COMMENT));
        labels.cover().ifPresent(cover -> tag.cover(cover.mediaType(), cover.bytes()));
        tag.chapters(labels.chapters().stream()
                .map(chapter -> new Id3Tag.Chapter(
                        chapter.begin().toMillis(), chapter.end().toMillis(), chapter.title()))
                .toList());
        return tag.toBytes();
    }
}
