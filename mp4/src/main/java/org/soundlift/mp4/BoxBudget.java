package org.soundlift.mp4;

import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** The boxes that are still read of a file; valid files have far fewer. */
final class BoxBudget {
    private final int limit;
    private int taken;

    private BoxBudget(int limit) {
        this.limit = limit;
    }

    /** For the tables of a movie and what lies before its fragments. */
    static BoxBudget ofMovie() {
        return new BoxBudget(20_000);
    }

    /** For movie fragments: seven boxes for every frame of a recording, so eight hours of one frame each. */
    static BoxBudget ofFragments() {
        return new BoxBudget(10_000_000);
    }

    void take() throws ConversionException {
        if (++taken > limit) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, "more than " + limit + " boxes");
        }
    }
}
