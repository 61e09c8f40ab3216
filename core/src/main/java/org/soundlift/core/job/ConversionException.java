package org.soundlift.core.job;

/** The source can't be converted, however often it is tried. */
public final class ConversionException extends Exception {
    private static final long serialVersionUID = 1;

    private final FailureCode code;
    private final String detail;

    /**
     * @param detail one sentence for the owner of the file
     * @param cause for the log: what was seen
     */
    public ConversionException(FailureCode code, String detail, String cause) {
        super(code + ": " + cause);
        this.code = code;
        this.detail = detail;
    }

    /** Fails with the sentence that belongs to the code. */
    public ConversionException(FailureCode code, String cause) {
        this(code, code.sentence(), cause);
    }

    public Failure failure() {
        return new Failure(code, detail);
    }
}
