package org.soundlift.core.label;

/** A cover or chapters can't be used; the message is a sentence for the owner. */
public final class UnusableLabelException extends Exception {
    private static final long serialVersionUID = 1;

    public UnusableLabelException(String sentence) {
        super(sentence);
    }
}
