package org.soundlift.core.track;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Languages as BCP 47 and both kinds of ISO 639-2 name them. */
public final class LanguageCode {
    /** The bibliographic codes of ISO 639-2, where they differ from the terminological ones. */
    private static final Map<String, String> TERMINOLOGICAL = Map.ofEntries(
            Map.entry("alb", "sqi"),
            Map.entry("arm", "hye"),
            Map.entry("baq", "eus"),
            Map.entry("bur", "mya"),
            Map.entry("chi", "zho"),
            Map.entry("cze", "ces"),
            Map.entry("dut", "nld"),
            Map.entry("fre", "fra"),
            Map.entry("geo", "kat"),
            Map.entry("ger", "deu"),
            Map.entry("gre", "ell"),
            Map.entry("ice", "isl"),
            Map.entry("mac", "mkd"),
            Map.entry("mao", "mri"),
            Map.entry("may", "msa"),
            Map.entry("per", "fas"),
            Map.entry("rum", "ron"),
            Map.entry("slo", "slk"),
            Map.entry("tib", "bod"),
            Map.entry("wel", "cym"));

    /**
     * The codes of ISO 639-1, each with its code of ISO 639-2 behind it. The JDK has them as well, but browsers, in which this class
     * runs too, get no such table with it.
     */
    private static final Map<String, String> OF_TWO_LETTERS = Arrays.stream("""
            aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bhbih
            bibis bmbam bnben bobod brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan
            dedeu dvdiv dzdzo eeewe elell eneng eoepo esspa etest eueus fafas ffful fifin fjfij fofao frfra
            fyfry gagle gdgla glglg gngrn guguj gvglv hahau heheb hihin hohmo hrhrv hthat huhun hyhye hzher
            iaina idind ieile igibo iiiii ikipk inind ioido isisl itita iuiku iwheb jajpn jiyid jvjav kakat
            kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir lalat lbltz
            lglug lilim lnlin lolao ltlit lulub lvlav mgmlg mhmah mimri mkmkd mlmal mnmon momol mrmar msmsa
            mtmlt mymya nanau nbnob ndnde nenep ngndo nlnld nnnno nonor nrnbl nvnav nynya ococi ojoji omorm
            orori ososs papan pipli plpol pspus ptpor quque rmroh rnrun roron rurus rwkin sasan scsrd sdsnd
            sesme sgsag sisin skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot susun svswe swswa tatam
            tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur tstso tttat twtwi tytah uguig ukukr ururd
            uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor zazha zhzho zuzul
            """.split("\\s+"))
            .collect(Collectors.toUnmodifiableMap(codes -> codes.substring(0, 2), codes -> codes.substring(2)));

    /** An extended language names the language alone (RFC 5646 §2.2.2), such as {@code zh-yue}. */
    private static final Pattern EXTENDED = Pattern.compile("[a-z]{2,3}-[a-z]{3}");

    private LanguageCode() {}

    /** Returns the terminological code of ISO 639-2, such as {@code deu} for de, de-AT, ger and deu; else the text itself. */
    public static String normal(String text) {
        String[] subtags = text.toLowerCase(Locale.ROOT).split("[-_]", -1);
        boolean isExtended = subtags.length > 1
                && EXTENDED.matcher(subtags[0] + "-" + subtags[1]).matches();
        String code = subtags[0].length() == 1 ? text.toLowerCase(Locale.ROOT) : subtags[isExtended ? 1 : 0];
        return TERMINOLOGICAL.getOrDefault(code, OF_TWO_LETTERS.getOrDefault(code, code));
    }

    /** Returns a code of three letters, as ID3 and MP4 name a language; {@code und} where there is none. */
    public static String ofThreeLetters(String text) {
        String code = normal(text);
        return code.length() == 3 ? code : "und";
    }
}
