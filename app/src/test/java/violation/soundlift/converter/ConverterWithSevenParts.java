package violation.soundlift.converter;

/** Breaks a rule of ArchitectureTest on purpose. */
public record ConverterWithSevenParts(int a, int b, int c, int d, int e, int f, int g) {}
