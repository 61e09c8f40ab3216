/**
 * Fetches the videos of jobs that name a URL: of ISO base media their tables and their sound alone, where the server gives parts of a
 * file; else all of it.
 *
 * <p>Read {@link org.soundlift.gateway.fetch.Fetcher} first.
 *
 * <p>Knows ledger, upload, the store, and mp4.
 *
 * <p>Must never connect to an address that is not public, unless the operator allows its network.
 */
package org.soundlift.gateway.fetch;
