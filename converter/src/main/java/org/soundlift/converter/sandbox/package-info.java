/**
 * Confines programs by Landlock, seccomp and resource limits.
 *
 * <p>Read {@link org.soundlift.converter.sandbox.Sandbox} first.
 *
 * <p>Knows system calls of Linux.
 *
 * <p>Must never weaken a rule in silence.
 */
package org.soundlift.converter.sandbox;
