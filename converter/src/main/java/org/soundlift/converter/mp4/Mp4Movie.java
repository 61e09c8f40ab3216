package org.soundlift.converter.mp4;

/** What the tables of an MP4 file say about its sound. */
public record Mp4Movie(AudioTrack audio, MovieTags tags) {}
