package org.soundlift.converter.mp4;

/** A sound track that can be decoded, and its samples as far as they are read. */
record Candidate(Track track, Samples samples) {}
