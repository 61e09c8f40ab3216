package org.soundlift.converter.mp4;

/** The sound of an MP4 file, by its tables. */
public record Mp4Movie(AudioTrack audio, MovieTags tags) {}
