/**
 * Module {@code mp4} as a JavaScript module: TeaVM compiles it for the worker of the page, which reads a video on its owner's machine.
 *
 * <p>Read {@link org.soundlift.lifter.Lifter} first.
 *
 * <p>Knows {@code mp4}, and the objects that JavaScript hands over.
 *
 * <p>Must never know the page, or wait: the worker reads synchronously.
 */
package org.soundlift.lifter;
