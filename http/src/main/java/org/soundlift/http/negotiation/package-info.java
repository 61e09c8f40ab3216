/**
 * Content negotiation (RFC 9110 §12): the forms of an answer among which a client chooses.
 *
 * <p>Read {@link org.soundlift.http.negotiation.Accepted} first.
 *
 * <p>Knows no route.
 *
 * <p>Must never answer JSON to a browser that shows it to a person, nor HTML to a program.
 */
package org.soundlift.http.negotiation;
