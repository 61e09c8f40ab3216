package org.soundlift.gateway.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-, 0, 100",
        "bytes=10-19, 10, 10",
        "bytes=90-1000, 90, 10",
        "bytes=-5, 95, 5",
        "bytes=-500, 0, 100"
    })
    void singleRange(String header, long offset, long length) throws Exception {
        assertThat(ByteRange.parse(header, 100)).contains(new ByteRange(offset, length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=a-b",
                "items=0-1",
                "bytes=0-1,3-4",
                "bytes=99999999999999999999-"
            })
    void whatIsNotUnderstoodIsIgnored(String header) throws Exception {
        assertThat(ByteRange.parse(header, 100)).isEmpty();
        assertThat(ByteRange.parse(null, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void rangeOutsideIsUnsatisfiable(String header) {
        assertThatThrownBy(() -> ByteRange.parse(header, 100)).isInstanceOf(ByteRange.UnsatisfiableException.class);
    }

    @Test
    void contentRangeCountsFromZero() {
        assertThat(new ByteRange(10, 10).contentRange(100)).isEqualTo("bytes 10-19/100");
    }
}
