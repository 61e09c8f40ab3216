package org.soundlift.gateway.fetch;

import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.soundlift.core.media.MediaStore;
import org.soundlift.gateway.ledger.Fetches;
import org.soundlift.gateway.upload.UploadQuota;

/**
 * The parts of the gateway that a fetch needs.
 *
 * @param tables read by few at a time: those of one video may have 80 MiB
 */
record Means(
        Fetches fetches, MediaStore store, UploadQuota quota, CloseableHttpClient http, Ends ends, Semaphore tables) {}
