/**
 * The queue in RabbitMQ.
 *
 * <p>Read {@link org.soundlift.queue.rabbitmq.RabbitQueues} first.
 *
 * <p>Knows json and the AMQP client.
 *
 * <p>Must never acknowledge before the outcome is certain.
 */
package org.soundlift.queue.rabbitmq;
