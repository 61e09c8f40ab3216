/**
 * Media in MongoDB's GridFS.
 *
 * <p>Read {@link org.soundlift.storage.gridfs.GridFsMediaStore} first.
 *
 * <p>Knows core and the MongoDB driver.
 *
 * <p>Must never show a file that is not whole.
 */
package org.soundlift.storage.gridfs;
