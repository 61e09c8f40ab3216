/**
 * The work of an administrator from the command line.
 *
 * <p>Read {@link org.soundlift.app.command.admin.AdminCommand} first.
 *
 * <p>Knows a server by its HTTP interface.
 *
 * <p>Must never open the service's tables.
 */
package org.soundlift.app.command.admin;
