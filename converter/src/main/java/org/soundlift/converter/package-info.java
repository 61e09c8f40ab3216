/**
 * The converter service: takes requests, reports how they went.
 *
 * <p>Read {@link org.soundlift.converter.ConverterService} first.
 *
 * <p>Knows the ports and convert.
 *
 * <p>Must never know a store or a queue by name.
 */
package org.soundlift.converter;
