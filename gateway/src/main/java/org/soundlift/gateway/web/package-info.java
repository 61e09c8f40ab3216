/**
 * The pages for people, and their files.
 *
 * <p>Read {@link org.soundlift.gateway.web.WebPages} first.
 *
 * <p>Knows access, and nothing of jobs.
 *
 * <p>Must never put anything of a user into a page.
 */
package org.soundlift.gateway.web;
