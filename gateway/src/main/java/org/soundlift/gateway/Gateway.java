package org.soundlift.gateway;

import io.javalin.http.Handler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.core.account.Authenticator;
import org.soundlift.core.job.CallbackGone;
import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobChanged;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;
import org.soundlift.gateway.download.DownloadRoute;
import org.soundlift.gateway.events.EventsRoute;
import org.soundlift.gateway.events.JobEvents;
import org.soundlift.gateway.jobs.JobRoutes;
import org.soundlift.gateway.jobs.Jobs;
import org.soundlift.gateway.jobs.JobsSchema;
import org.soundlift.gateway.jobs.LedgerUpdates;
import org.soundlift.gateway.jobs.OutboxRelay;
import org.soundlift.gateway.jobs.ProgressBoard;
import org.soundlift.gateway.jobs.Sweeper;
import org.soundlift.gateway.session.Door;
import org.soundlift.gateway.session.Requests;
import org.soundlift.gateway.status.Metrics;
import org.soundlift.gateway.status.StatusBody;
import org.soundlift.gateway.status.StatusRoute;
import org.soundlift.gateway.upload.UploadQuota;
import org.soundlift.gateway.upload.UploadRoute;
import org.soundlift.gateway.webhook.WebhookRoutes;
import org.soundlift.gateway.webhook.Webhooks;
import org.soundlift.http.AccountAddress;
import org.soundlift.http.HealthRoute;
import org.soundlift.http.HttpServer;
import org.soundlift.http.MetricsRoute;

/** The only door for users: takes videos, keeps the ledger of jobs, and hands out MP3s. */
public final class Gateway implements Service {
    private final GatewayConfig config;
    private final DataSource database;
    private final Messaging messaging;
    private final OutboxRelay relay;
    private final Sweeper sweeper;
    private final LedgerUpdates updates;
    private final Webhooks webhooks;
    private final JobEvents events;
    private final HttpServer server;
    private Optional<WorkQueue.Subscription> ledger = Optional.empty();

    /** How the gateway talks with converters, and with gateways beside it. */
    public record Messaging(
            WorkQueue<ConversionRequested> video,
            WorkQueue<ConversionFinished> ledger,
            Broadcast<ConversionProgress> progress,
            Broadcast<CancelRequested> cancels,
            Broadcast<JobChanged> changes,
            Broadcast<CallbackGone> gone) {}

    /**
     * Who may use the gateway.
     *
     * @param answers what answers an address of accounts
     */
    public record Accounts(Authenticator authenticator, Function<AccountAddress, Handler> answers) {}

    /** @param others whose health is reported beside the gateway's own */
    public Gateway(
            GatewayConfig config,
            DataSource database,
            MediaStore store,
            Messaging messaging,
            Optional<Accounts> accounts,
            List<Service> others,
            PrometheusMeterRegistry registry,
            Clock clock) {
        this.config = config;
        this.database = database;
        Jdbi jdbi = Jdbi.create(database);
        this.messaging = messaging;
        this.events = new JobEvents(messaging.changes());
        Jobs jobs = new Jobs(jdbi, clock, config.accounts().anonymousIdsAreKeys());
        Door door = new Door(config.accounts(), accounts.map(Accounts::authenticator), config.registration());
        ProgressBoard progress = new ProgressBoard();
        Requests requests = new Requests(config.sites().publicUrl());
        StatusBody bodies = new StatusBody(jobs, progress, requests);
        Metrics metrics = new Metrics(registry);
        metrics.watch("video", messaging.video());
        metrics.watch("ledger", messaging.ledger());
        this.relay = new OutboxRelay(jdbi, jobs, messaging.video(), clock);
        this.sweeper = new Sweeper(jobs, store, clock, config.retention(), config.sweepGrace());
        this.webhooks = new Webhooks(jdbi);
        WebhookRoutes webhookRoutes = new WebhookRoutes(webhooks, config.webhookKeys(), requests);
        this.updates = new LedgerUpdates(jobs, store, relay, progress, events, metrics);
        List<Service> all = new ArrayList<>(others);
        all.add(this);
        Addresses addresses = new Addresses(
                door,
                accounts,
                config.registration(),
                new UploadRoute(
                        jobs,
                        store,
                        relay,
                        events,
                        requests,
                        metrics,
                        webhookRoutes,
                        new UploadQuota(config.limits(), jdbi, clock),
                        config.limits().videoBytes()),
                new StatusRoute(jobs, events, requests, bodies),
                new DownloadRoute(jobs, store, requests),
                new JobRoutes(jobs, store, relay, progress, events, messaging.cancels(), requests, bodies),
                new EventsRoute(jobs, events, requests, bodies, door),
                webhookRoutes,
                new HealthRoute(all),
                new MetricsRoute(registry));
        this.server = new HttpServer(config.proxies(), config.sites(), addresses::addTo);
    }

    @Override
    public String name() {
        return "gateway";
    }

    /** The port it listens on, once it is started. */
    public int port() {
        return server.port();
    }

    Set<String> addresses() {
        return server.addresses();
    }

    @Override
    public void start() {
        JobsSchema.migrate(database);
        messaging.progress().listen(updates::progressed);
        messaging.changes().listen(updates::changed);
        messaging.gone().listen(webhooks::gone);
        ledger = Optional.of(messaging.ledger().subscribe(1, updates));
        relay.start();
        sweeper.start();
        server.start(config.bind(), config.port());
    }

    @Override
    public CheckResult check() {
        return relay.check();
    }

    @Override
    public void close() {
        events.close();
        server.close();
        sweeper.close();
        relay.close();
        ledger.ifPresent(WorkQueue.Subscription::close);
    }
}
