/**
 * A Soundlift server, as a client of it on another machine sees it: the sound of a video is sent, and the result comes back.
 *
 * <p>Read {@link org.soundlift.app.remote.RemoteMaker} first.
 *
 * <p>Knows the converter, which takes the sound out, and the HTTP interface of the gateway.
 *
 * <p>Must never send more of a video than is needed, but where its user asks for it or where it can't be taken out.
 */
@NullMarked
package org.soundlift.app.remote;

import org.jspecify.annotations.NullMarked;
