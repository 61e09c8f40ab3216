package org.soundlift.converter.mp4;

import org.soundlift.converter.ConversionException;
import org.soundlift.core.job.FailureCode;

/** How many more boxes a file may make us look at; valid files stay far below. */
final class BoxBudget {
    private static final int LIMIT = 20_000;

    private int taken;

    void take() throws ConversionException {
        if (++taken > LIMIT) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, "more than " + LIMIT + " boxes");
        }
    }
}
