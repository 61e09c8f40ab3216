package org.soundlift.converter.level;

import org.soundlift.core.options.Channels;

/**
 * The channels that are taken, and why.
 *
 * @param channels any but {@code AUTO} and {@code AUTO_MONO}
 * @param note a sentence for the owner; empty where there is nothing to tell
 */
public record ChannelDecision(Channels channels, String note) {
    /** Of power: 30 dB. */
    private static final double MUCH_QUIETER = 1e-3;
    /** Of power: -60 dBFS. */
    private static final double SILENT = 1e-6;
    /** Of power: what two channels differ in is 50 dB below them. */
    private static final double EQUAL = 1e-5;

    private static final double OPPOSITE = -0.9;

    /** The channels that were asked for. */
    static ChannelDecision asWanted(Channels wanted) {
        return new ChannelDecision(wanted, "");
    }

    /**
     * Decides by the mean squares of both channels, and of their product.
     *
     * @param wanted any
     */
    static ChannelDecision of(Channels wanted, double left, double right, double product) {
        if (wanted != Channels.AUTO && wanted != Channels.AUTO_MONO) {
            return asWanted(wanted);
        }
        boolean isLeftLouder = left >= right;
        Channels louder = isLeftLouder ? Channels.LEFT : Channels.RIGHT;
        String names = isLeftLouder ? "right channel is silent; the left" : "left channel is silent; the right";
        if (Math.max(left, right) < SILENT) {
            return new ChannelDecision(Channels.LEFT, "Both channels are silent; one of them was taken.");
        }
        double quieter = Math.min(left, right);
        if (quieter < SILENT || quieter < MUCH_QUIETER * Math.max(left, right)) {
            return new ChannelDecision(louder, "The " + names + " one was taken.");
        }
        if (left + right - 2 * product < EQUAL * (left + right)) {
            return new ChannelDecision(Channels.LEFT, "Both channels are equal; one of them was taken.");
        }
        if (product < OPPOSITE * Math.sqrt(left * right)) {
            String side = isLeftLouder ? "left" : "right";
            return new ChannelDecision(
                    louder, "The channels have opposite polarity; the louder one, the " + side + " one, was taken.");
        }
        return wanted == Channels.AUTO
                ? new ChannelDecision(Channels.SOURCE, "")
                : new ChannelDecision(Channels.MONO, "The mean of both channels was taken.");
    }
}
