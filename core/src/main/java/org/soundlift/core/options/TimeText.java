package org.soundlift.core.options;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as people write it: {@code 90}, {@code 1:30}, {@code 1:02:03.250}. */
public final class TimeText {
    private static final int NANOS_DIGITS = 9;
    private static final Pattern FORM =
            Pattern.compile("(-)?(?:(?:(\\d{1,4}):)?([0-5]?\\d):)?(\\d{1,9}(?:[.,]\\d{1,9})?)");

    private TimeText() {}

    /** Returns the time, if the text is one; it may be negative. */
    public static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal seconds = new BigDecimal(form.group(4).replace(',', '.'));
        if (form.group(3) != null && seconds.compareTo(BigDecimal.valueOf(60)) >= 0) {
            return Optional.empty();
        }
        Duration time = Duration.ofHours(number(form.group(2)))
                .plusMinutes(number(form.group(3)))
                .plusNanos(seconds.movePointRight(NANOS_DIGITS).longValueExact());
        return Optional.of(form.group(1) == null ? time : time.negated());
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Returns seconds with as many decimals as they have. */
    static BigDecimal seconds(Duration time) {
        BigDecimal exact = BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), NANOS_DIGITS))
                .stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    /** Returns hours, minutes and seconds, such as {@code 0:01:30} or {@code 0:01:30.250}. */
    public static String of(Duration time) {
        long seconds = time.toMillis() / 1_000;
        long milliseconds = time.toMillis() % 1_000;
        String whole = "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
        return milliseconds == 0 ? whole : whole + ".%03d".formatted(milliseconds);
    }
}
