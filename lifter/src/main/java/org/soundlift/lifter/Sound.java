package org.soundlift.lifter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.soundlift.core.label.Chapter;
import org.soundlift.core.track.TrackInfo;
import org.soundlift.mp4.SoundFile;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.core.JSString;
import org.teavm.jso.typedarrays.Int8Array;

/** The sound that is wanted, described, and to be read as a file. */
interface Sound extends JSObject {
    /** @param seconds it plays */
    @JSProperty
    void setSeconds(double seconds);

    /** @param seconds that all the sound of the video plays */
    @JSProperty
    void setWhole(double seconds);

    /** @param seconds of the video that come before it */
    @JSProperty
    void setStart(double seconds);

    /** @param warnings sentences about the video, which the server does not see */
    @JSProperty
    void setWarnings(JSArray<JSString> warnings);

    /** @param bytes of its packets, which is nearly the size of the file */
    @JSProperty
    void setBytes(double bytes);

    /** @param number of the track */
    @JSProperty
    void setTrack(int number);

    @JSProperty
    void setTracks(JSArray<Track> tracks);

    @JSProperty
    void setChapters(JSArray<Mark> chapters);

    @JSProperty
    void setRead(Reading read);

    /** A track of the video. */
    interface Track extends JSObject {
        @JSProperty
        void setNumber(int number);

        /** @param text number, language and name */
        @JSProperty
        void setText(String text);
    }

    /** The beginning of a chapter. */
    interface Mark extends JSObject {
        /** @param seconds from the beginning of the sound */
        @JSProperty
        void setSeconds(double seconds);

        @JSProperty
        void setTitle(String title);
    }

    /** Reads the file, piece by piece. */
    @JSFunctor
    interface Reading extends JSObject {
        /** Returns the next bytes, {@code most} but for the last time; none at the end. */
        Int8Array next(int most);
    }

    /** @param start of the wanted part, where the sound begins in the video */
    static Sound of(SoundFile file, Duration start) {
        Sound sound = JSObjects.create();
        sound.setSeconds(seconds(file.sound().duration()));
        sound.setStart(seconds(start));
        sound.setWarnings(warnings(file));
        sound.setWhole(seconds(file.movie().audio().heard().whole()));
        sound.setBytes((double) file.sound().bytes());
        sound.setTrack(file.movie().tracks().chosen());
        JSArray<Track> tracks = new JSArray<>();
        file.movie().tracks().all().forEach(track -> tracks.push(of(track)));
        sound.setTracks(tracks);
        JSArray<Mark> chapters = new JSArray<>();
        file.labels().chapters().forEach(chapter -> chapters.push(of(chapter)));
        sound.setChapters(chapters);
        InputStream in = file.open();
        sound.setRead(most -> {
            try {
                return Int8Array.fromJavaArray(in.readNBytes(most));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return sound;
    }

    private static JSArray<JSString> warnings(SoundFile file) {
        JSArray<JSString> warnings = new JSArray<>();
        Stream.concat(file.movie().warnings().stream(), file.movie().labels().warnings().stream())
                .forEach(warning -> warnings.push(JSString.valueOf(warning.detail())));
        return warnings;
    }

    private static Track of(TrackInfo info) {
        Track track = JSObjects.create();
        track.setNumber(info.number());
        track.setText(info.text());
        return track;
    }

    private static Mark of(Chapter chapter) {
        Mark mark = JSObjects.create();
        mark.setSeconds(seconds(chapter.begin()));
        mark.setTitle(chapter.title());
        return mark;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
