/**
 * Copies of everything that is kept: a folder with the rows of all tables and the media, from which another installation
 * can be made, on other databases and stores.
 *
 * <p>Read {@link org.soundlift.app.backup.Export} first. {@link org.soundlift.app.backup.Import} is its counterpart.
 *
 * <p>Knows wiring, the tables of gateway and auth service, and the media store.
 *
 * <p>Must never change what it copies from, nor write over rows that are there.
 */
package org.soundlift.app.backup;
