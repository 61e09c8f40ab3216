/**
 * Sends MP3s, with ranges and conditions.
 *
 * <p>Read {@link org.soundlift.gateway.download.DownloadRoute} first.
 *
 * <p>Knows ledger, access and the store.
 *
 * <p>Must never send a part as a whole.
 */
package org.soundlift.gateway.download;
