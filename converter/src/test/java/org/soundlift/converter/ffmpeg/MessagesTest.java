package org.soundlift.converter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final String FORMAT =
            "[graph_0_in_0_0 @ 0x1] [verbose] tb:1/44100 samplefmt:fltp samplerate:44100 chlayout:stereo";
    private final Messages messages = new Messages();

    @Test
    void factsAreCountedAndOnlyTroublesAreKept() {
        messages.add(FORMAT);
        messages.add("[aac @ 0x1] [error] channel element 2.5 is not allocated");
        messages.add(
                "[verbose]   Input stream #0:0 (audio): 9 packets read (1929 bytes); 7 frames decoded (7168 samples); ");
        FfmpegResult result = messages.result(0);
        assertThat(result.frames()).hasValue(7);
        assertThat(result.hasChanged()).isFalse();
        assertThat(result.messages()).isEqualTo("[aac @ 0x1] [error] channel element 2.5 is not allocated\n");
    }

    @Test
    void anotherFormatIsAChange() {
        messages.add(FORMAT);
        messages.add(FORMAT.replace("stereo", "mono"));
        assertThat(messages.result(0).hasChanged()).isTrue();
        assertThat(messages.result(0).frames()).isEmpty();
    }
}
