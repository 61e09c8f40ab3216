/**
 * The routes of accounts: parse, call, answer.
 *
 * <p>Read {@link org.soundlift.auth.http.AuthAnswers} first.
 *
 * <p>Knows the other rooms of auth.
 *
 * <p>Must never decide by itself if a password is right.
 */
package org.soundlift.auth.http;
