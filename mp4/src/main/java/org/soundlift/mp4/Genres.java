package org.soundlift.mp4;

import java.util.List;
import java.util.Optional;

/** The genres of ID3v1 (ID3v2.3.0 informal standard, Appendix A.3), which item {@code gnre} of iTunes names by their numbers. */
final class Genres {
    private static final List<String> NAMES =
            List.of(("Blues,Classic Rock,Country,Dance,Disco,Funk,Grunge,Hip-Hop,Jazz,Metal,"
                            + "New Age,Oldies,Other,Pop,R&B,Rap,Reggae,Rock,Techno,Industrial,"
                            + "Alternative,Ska,Death Metal,Pranks,Soundtrack,Euro-Techno,Ambient,Trip-Hop,Vocal,Jazz+Funk,"
                            + "Fusion,Trance,Classical,Instrumental,Acid,House,Game,Sound Clip,Gospel,Noise,"
                            + "AlternRock,Bass,Soul,Punk,Space,Meditative,Instrumental Pop,Instrumental Rock,Ethnic,Gothic,"
                            + "Darkwave,Techno-Industrial,Electronic,Pop-Folk,Eurodance,Dream,Southern Rock,Comedy,Cult,Gangsta,"
                            + "Top 40,Christian Rap,Pop/Funk,Jungle,Native American,Cabaret,New Wave,Psychedelic,Rave,Showtunes,"
                            + "Trailer,Lo-Fi,Tribal,Acid Punk,Acid Jazz,Polka,Retro,Musical,Rock & Roll,Hard Rock")
                    .split(",", -1));

    private Genres() {}

    /** Returns the name of a number, from 1 on, if it has one. */
    static Optional<String> name(int number) {
        return number >= 1 && number <= NAMES.size() ? Optional.of(NAMES.get(number - 1)) : Optional.empty();
    }
}
