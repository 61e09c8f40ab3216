/**
 * Media in S3 and stores like it.
 *
 * <p>Read {@link org.soundlift.storage.s3.S3MediaStore} first.
 *
 * <p>Knows core and the AWS SDK.
 *
 * <p>Must never show an object that is not whole.
 */
package org.soundlift.storage.s3;
