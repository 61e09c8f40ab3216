package org.soundlift.converter.encoder;

/**
 * How often one encoder followed another within a stream.
 *
 * @param alike where both had made the same of the frame before
 */
record JoinCount(int alike, int unlike) {}
