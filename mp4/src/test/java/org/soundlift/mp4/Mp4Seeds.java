package org.soundlift.mp4;

import static org.soundlift.mp4.Mp4Builder.FRAME;
import static org.soundlift.mp4.Mp4Builder.box;
import static org.soundlift.mp4.Mp4Builder.ints;
import static org.soundlift.mp4.Mp4Builder.join;

import java.util.List;

/** One small file for each thing that a file can have. */
public final class Mp4Seeds {
    private Mp4Seeds() {}

    public static List<byte[]> all() {
        Mp4Builder pcm = new Mp4Builder();
        pcm.codec = "sowt";
        pcm.channels = 2;
        pcm.bits = 16;
        pcm.delta = 1;
        Mp4Builder packed = new Mp4Builder();
        packed.codec = "ima4";
        packed.entryVersion = 1;
        packed.codecBoxes = ints(64, 34, 34, 2);
        packed.delta = 1;
        packed.samples = 128;
        Mp4Builder amr = new Mp4Builder();
        amr.codec = "samr";
        Mp4Builder edited = new Mp4Builder();
        edited.edits = List.of(new int[] {500, -1}, new int[] {100, FRAME});
        edited.codecBoxes = join(box("esds", ints(0, 0x03190000)), box("wave", box("frma", ints(1))));
        Mp4Builder fragmented = new Mp4Builder();
        fragmented.samples = 0;
        byte[] extend = box("mvex", box("trex", ints(0, 1, 1, FRAME, 7, 0)));
        byte[] runs = join(box("trun", ints(0x301, 2, 8, 1, 2, 3, 4)), box("trun", ints(0, 3)));
        byte[] fragment = box("moof", box("traf", box("tfhd", ints(0x20000, 1)), runs));
        byte[] item = box("----", box("mean", ints(0)), box("name", ints(0)), box("data", ints(1, 0)));
        byte[] tags = box("udta", box("meta", ints(0), box("ilst", item, box("©nam", box("data", ints(1, 0))))));
        return List.of(
                new Mp4Builder().file(tags),
                pcm.file(),
                packed.file(),
                amr.file(),
                edited.file(),
                join(fragmented.file(extend), fragment, box("mdat", new byte[100])));
    }
}
