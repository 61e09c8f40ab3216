package org.soundlift.gateway.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadNameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            talk.mp4 | talk.mp3
            ../../../../etc/cron.d/evil.mp4 | evil.mp3
            C:\\videos\\talk.mov | talk.mp3
            %2e%2e%2fpasswd.mp4 | 2e_2e_2fpasswd.mp3
            'song"; filename="run.exe' | song__ filename__run.mp3
            -i.mp4 | i.mp3
            %d%s%n%05d.mp4 | d_s_n_05d.mp3
            <img src=x onerror=alert(1)>.mp4 | img src_x onerror_alert(1).mp3
            =cmd.mp4 | cmd.mp3
            CON.mp4 | CON.mp3
            ....mp4 | audio.mp3
            '' | audio.mp3
            invoice.mp4.exe | invoice.mp4.mp3
            Vol.2 | Vol.2.mp3
            AC\\DC live.mp4 | AC_DC live.mp3
            recording | recording.mp3
            a   b.mp4 | a b.mp3
            """)
    void nameIsHarmless(String claimed, String expected) {
        assertThat(DownloadName.of(claimed, ".mp3").value()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            Zażółć 日本語.mp4 | attachment; filename="Zazoc .mp3"; filename*=UTF-8''Za%C5%BC%C3%B3%C5%82%C4%87%20%E6%97%A5%E6%9C%AC%E8%AA%9E.mp3
            日本.mp4 | attachment; filename="audio.mp3"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.mp3
            it's.mp4 | attachment; filename="it_s.mp3"; filename*=UTF-8''it_s.mp3
            a~b(1)!.mp4 | attachment; filename="a~b(1)!.mp3"; filename*=UTF-8''a~b%281%29%21.mp3
            """)
    void headerHoldsBothForms(String claimed, String expected) {
        assertThat(DownloadName.of(claimed, ".mp3").contentDisposition()).isEqualTo(expected);
    }
}
