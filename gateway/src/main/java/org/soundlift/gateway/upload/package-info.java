/**
 * Takes videos: parameters, quota, multipart, the store.
 *
 * <p>Read {@link org.soundlift.gateway.upload.UploadRoute} first.
 *
 * <p>Knows ledger, access, webhook and the store.
 *
 * <p>Must never answer before video and job are durable.
 */
package org.soundlift.gateway.upload;
