package org.soundlift.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.soundlift.mp4.coded.Speaker;

/**
 * The places of uncompressed channels in the order in which they are stored: box {@code chan} (QuickTime File Format, "Audio
 * Channel Layout Atom"; its numbers are Core Audio's) or box {@code chnl} (ISO/IEC 14496-12 §12.2.4, with the numbers of
 * ISO/IEC 23091-3).
 */
final class ChannelLayout {
    private static final int BY_DESCRIPTION = 0;
    private static final int BY_BITMAP = 1;
    private static final int DESCRIPTION_BYTES = 20;
    private static final int CHANNEL_STRUCTURED = 1;

    /** Core Audio's names of places; others are read as those that are nearest. */
    private static final Map<String, Speaker> PLACES = Map.ofEntries(
            Map.entry("L", Speaker.FL),
            Map.entry("R", Speaker.FR),
            Map.entry("C", Speaker.FC),
            Map.entry("LFE", Speaker.LFE),
            Map.entry("Ls", Speaker.SL),
            Map.entry("Rs", Speaker.SR),
            Map.entry("Lc", Speaker.FLC),
            Map.entry("Rc", Speaker.FRC),
            Map.entry("Cs", Speaker.BC),
            Map.entry("Rls", Speaker.BL),
            Map.entry("Rrs", Speaker.BR),
            Map.entry("Ts", Speaker.TC),
            Map.entry("Vhl", Speaker.TFL),
            Map.entry("Vhc", Speaker.TFC),
            Map.entry("Vhr", Speaker.TFR),
            Map.entry("Tbl", Speaker.TBL),
            Map.entry("Tbc", Speaker.TBC),
            Map.entry("Tbr", Speaker.TBR));

    /** {@code AudioChannelLabel}s from 1 on, and from 33 on. */
    private static final String[] LABELS = "L R C LFE Ls Rs Lc Rc Cs Ls Rs Ts Vhl Vhc Vhr Tbl Tbc Tbr".split(" ");

    private static final String[] LABELS_FROM_33 = "Rls Rrs Lc Rc LFE".split(" ");

    /** {@code AudioChannelLayoutTag}s without the number of channels. */
    private static final Map<Integer, String> TAGS = Map.ofEntries(
            Map.entry(108, "L R Ls Rs"),
            Map.entry(113, "L R C"),
            Map.entry(114, "C L R"),
            Map.entry(115, "L R C Cs"),
            Map.entry(116, "C L R Cs"),
            Map.entry(117, "L R C Ls Rs"),
            Map.entry(118, "L R Ls Rs C"),
            Map.entry(119, "L C R Ls Rs"),
            Map.entry(120, "C L R Ls Rs"),
            Map.entry(121, "L R C LFE Ls Rs"),
            Map.entry(122, "L R Ls Rs C LFE"),
            Map.entry(123, "L C R Ls Rs LFE"),
            Map.entry(124, "C L R Ls Rs LFE"),
            Map.entry(125, "L R C LFE Ls Rs Cs"),
            Map.entry(126, "L R C LFE Ls Rs Lc Rc"),
            Map.entry(127, "C Lc Rc L R Ls Rs LFE"),
            Map.entry(128, "L R C LFE Ls Rs Rls Rrs"),
            Map.entry(131, "L R Cs"),
            Map.entry(132, "L R Ls Rs"),
            Map.entry(133, "L R LFE"),
            Map.entry(134, "L R LFE Cs"),
            Map.entry(135, "L R LFE Ls Rs"),
            Map.entry(136, "L R C LFE"),
            Map.entry(137, "L R C LFE Cs"),
            Map.entry(138, "L R Ls Rs LFE"));

    /** {@code ChannelConfiguration} of ISO/IEC 23091-3. */
    private static final Map<Integer, String> CONFIGURATIONS = Map.ofEntries(
            Map.entry(3, "C L R"),
            Map.entry(4, "C L R Cs"),
            Map.entry(5, "C L R Ls Rs"),
            Map.entry(6, "C L R Ls Rs LFE"),
            Map.entry(7, "C Lc Rc L R Ls Rs LFE"),
            Map.entry(9, "L R Cs"),
            Map.entry(10, "L R Ls Rs"),
            Map.entry(11, "C L R Ls Rs Cs LFE"),
            Map.entry(12, "C L R Ls Rs Rls Rrs LFE"),
            Map.entry(14, "C L R Ls Rs LFE Vhl Vhr"));

    /** {@code OutputChannelPosition} of ISO/IEC 23091-3 from 0 on. */
    private static final String[] POSITIONS =
            "L R C LFE Ls Rs Lc Rc Rls Rrs Cs Ls Rs Ls Rs Lc Rc Vhl Vhr Vhc Tbl Tbr Tbc Vhl Vhr Ts LFE".split(" ");

    private ChannelLayout() {}

    /** Returns the places of all channels; empty where nothing tells them. */
    static List<Speaker> of(SampleEntry entry) {
        try {
            List<Speaker> told = entry.child("chan")
                    .map(box -> ofCoreAudio(box.fullData()))
                    .or(() -> entry.child("chnl").map(box -> ofIso(box, entry.channels())))
                    .orElse(List.of());
            return told.size() == entry.channels() ? told : List.of();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    private static List<Speaker> ofCoreAudio(ByteBuffer layout) {
        int tag = layout.getInt();
        int bitmap = layout.getInt();
        int descriptions = layout.getInt();
        return switch (tag >>> 16) {
            case BY_DESCRIPTION -> {
                List<Speaker> speakers = new ArrayList<>();
                for (int i = 0; i < descriptions; i++) {
                    int label = layout.getInt(layout.position() + i * DESCRIPTION_BYTES);
                    label(label).ifPresent(speakers::add);
                }
                yield speakers;
            }
            // The bits are those of a WAVE file's mask.
            case BY_BITMAP ->
                Arrays.stream(Speaker.values())
                        .filter(speaker -> speaker.isIn(bitmap))
                        .toList();
            default -> places(TAGS.getOrDefault(tag >>> 16, ""));
        };
    }

    private static Optional<Speaker> label(int label) {
        if (label >= 1 && label <= LABELS.length) {
            return Optional.ofNullable(PLACES.get(LABELS[label - 1]));
        }
        return label >= 33 && label < 33 + LABELS_FROM_33.length
                ? Optional.ofNullable(PLACES.get(LABELS_FROM_33[label - 33]))
                : Optional.empty();
    }

    /** Version 0 of the box; in later ones the first byte says which form comes. */
    private static List<Speaker> ofIso(Box box, int channels) {
        ByteBuffer layout = box.fullData();
        int structure = layout.get();
        boolean isStructured = (box.version() == 0 ? structure : structure >> 4) == CHANNEL_STRUCTURED;
        if (box.version() > 0) {
            layout.get(); // The number of channels, once more.
        }
        int configuration = isStructured ? layout.get() & 0xFF : 0;
        if (!isStructured || configuration != 0) {
            return places(CONFIGURATIONS.getOrDefault(configuration, ""));
        }
        List<Speaker> speakers = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            int position = layout.get() & 0xFF;
            if (position < POSITIONS.length) {
                speakers.add(PLACES.getOrDefault(POSITIONS[position], Speaker.FC));
            }
        }
        return speakers;
    }

    private static List<Speaker> places(String names) {
        return names.isEmpty()
                ? List.of()
                : Arrays.stream(names.split(" ")).map(PLACES::get).toList();
    }
}
