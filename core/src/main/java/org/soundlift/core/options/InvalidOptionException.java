package org.soundlift.core.options;

/** An option has a value that is not allowed, by itself or beside another. */
public final class InvalidOptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final AudioOption option;
    private final String valid;

    public InvalidOptionException(AudioOption option) {
        this(option, option.valid());
    }

    /** @param valid what the value must be */
    public InvalidOptionException(AudioOption option, String valid) {
        super(option.text() + " must be " + valid);
        this.option = option;
        this.valid = valid;
    }

    public AudioOption option() {
        return option;
    }

    /** Returns the values that are allowed, in words that can follow "must be". */
    public String valid() {
        return valid;
    }
}
