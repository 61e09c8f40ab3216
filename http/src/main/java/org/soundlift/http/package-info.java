/**
 * The common parts of HTTP services: server, problems, JSON, cookies, proxies.
 *
 * <p>Read {@link org.soundlift.http.HttpServer} first.
 *
 * <p>Knows core.
 *
 * <p>Must never know a service.
 */
package org.soundlift.http;
