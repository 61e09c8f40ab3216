package org.soundlift.gateway;

import io.javalin.http.Handler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.core.account.Authenticator;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.core.fleet.Fleet;
import org.soundlift.core.job.CallbackGone;
import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobChanged;
import org.soundlift.core.job.PublicUrl;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.DeadLetters;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;
import org.soundlift.core.trace.Tracing;
import org.soundlift.gateway.access.AccessControl;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.admin.AccountChanges;
import org.soundlift.gateway.admin.AdminRoutes;
import org.soundlift.gateway.admin.Audit;
import org.soundlift.gateway.admin.AuditLog;
import org.soundlift.gateway.admin.ConverterBoard;
import org.soundlift.gateway.download.DownloadRoute;
import org.soundlift.gateway.events.EventsRoute;
import org.soundlift.gateway.fetch.Fetcher;
import org.soundlift.gateway.jobs.JobRoutes;
import org.soundlift.gateway.ledger.Fetches;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.JobEvents;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.LedgerListener;
import org.soundlift.gateway.ledger.LedgerListener.Change;
import org.soundlift.gateway.ledger.LedgerUpdates;
import org.soundlift.gateway.ledger.OtherGateways;
import org.soundlift.gateway.ledger.ProgressBoard;
import org.soundlift.gateway.ledger.Sweeper;
import org.soundlift.gateway.ledger.Workload;
import org.soundlift.gateway.relay.OutboxRelay;
import org.soundlift.gateway.status.JobEnd;
import org.soundlift.gateway.status.StatusBody;
import org.soundlift.gateway.status.StatusRoute;
import org.soundlift.gateway.tus.Arrivals;
import org.soundlift.gateway.tus.TusRoutes;
import org.soundlift.gateway.upload.AccountLimits;
import org.soundlift.gateway.upload.Intake;
import org.soundlift.gateway.upload.RenditionRoute;
import org.soundlift.gateway.upload.UploadAnswer;
import org.soundlift.gateway.upload.UploadQuota;
import org.soundlift.gateway.upload.UploadRoute;
import org.soundlift.gateway.web.Facts;
import org.soundlift.gateway.web.WebPages;
import org.soundlift.gateway.webhook.Callbacks;
import org.soundlift.gateway.webhook.WebhookRoutes;
import org.soundlift.gateway.webhook.Webhooks;
import org.soundlift.http.AccountRoute;
import org.soundlift.http.HealthRoute;
import org.soundlift.http.HttpServer;
import org.soundlift.http.MetricsRoute;
import org.soundlift.http.path.PathPrefix;

/** Takes videos, keeps the ledger of jobs, and hands out MP3s: the one service that users reach. */
public final class Gateway implements Service {
    private final GatewayConfig config;
    private final DataSource database;
    private final Messaging messaging;
    private final Webhooks webhooks;
    private final JobEvents events = new JobEvents();
    private final OutboxRelay relay;
    private final Sweeper sweeper;
    private final Fetches fetches;
    private final Optional<Fetcher> fetcher;
    private final OtherGateways others;
    private final LedgerUpdates updates;
    private final ConverterBoard converters;
    private final HttpServer server;
    private Optional<WorkQueue.Subscription> ledgerQueue = Optional.empty();

    /**
     * The queues of the ends of attempts.
     *
     * @param ledger is consumed here
     * @param mp3 is consumed by what notifies owners
     */
    public record Ends(WorkQueue<ConversionFinished> ledger, WorkQueue<ConversionFinished> mp3) {
        private void announce(ConversionFinished finished) throws QueueUnavailableException {
            ledger.publish(finished);
            mp3.publish(finished);
        }
    }

    /** The queues and broadcasts between the gateway, converters, and other gateways. */
    public record Messaging(
            WorkQueue<ConversionRequested> video,
            Ends ends,
            Broadcast<ConversionProgress> progress,
            Broadcast<CancelRequested> cancels,
            Broadcast<JobChanged> changes,
            Broadcast<CallbackGone> gone) {}

    /** The queues, the tables and the media that the gateway shares with other services. */
    public record Backends(DataSource database, MediaStore store, Messaging messaging, Operations operations) {}

    /**
     * The parts that operators alone see.
     *
     * @param dead the dead letters of each queue, by its name
     * @param tracing records requests
     */
    public record Operations(Fleet fleet, Map<String, DeadLetters> dead, Tracing tracing) {}

    /**
     * The accounts of users.
     *
     * @param answers the handler of each route of accounts
     */
    public record Accounts(Authenticator authenticator, Function<AccountRoute, Handler> answers) {}

    /**
     * A gateway that is not yet started.
     *
     * @param accounts empty where users have none
     * @param neighbors services whose health is reported beside the gateway's own
     */
    public Gateway(
            GatewayConfig config,
            Backends backends,
            Optional<Accounts> accounts,
            List<Service> neighbors,
            PrometheusMeterRegistry registry,
            Clock clock) {
        this.config = config;
        this.database = backends.database();
        this.messaging = backends.messaging();
        MediaStore store = backends.store();
        Jdbi jdbi = Jdbi.create(database);
        Ledger ledger = new Ledger(jdbi, clock, config.accounts().anonymousIdsAreKeys());
        Jobs jobs = ledger.jobs();
        ProgressBoard progress = new ProgressBoard();
        this.webhooks = new Webhooks(jdbi);
        this.converters = new ConverterBoard(backends.operations().fleet(), clock);
        this.relay = new OutboxRelay(jdbi, jobs, messaging.video(), converters, clock);
        Arrivals arrivals = new Arrivals(jdbi, clock, config.accounts().anonymousIdsAreKeys());
        this.sweeper = new Sweeper(
                ledger,
                store,
                clock,
                config.keeping().retention(),
                config.keeping().sweepGrace(),
                arrivals);
        this.updates = new LedgerUpdates(ledger, store, progress, events);
        this.others = new OtherGateways(messaging.changes(), jobs, events, progress, relay);
        GatewayMetrics metrics = new GatewayMetrics(registry, new Workload(jdbi), events, clock);
        metrics.watch("video", messaging.video());
        metrics.watch("ledger", messaging.ends().ledger());
        List<LedgerListener> listeners = List.of(metrics, this::sendCancel, progress, events, others, relay);
        listeners.forEach(ledger::listen);

        Requests requests =
                new Requests(config.listening().sites().publicUrl().map(url -> new PublicUrl(url.toString())));
        Facts facts = LimitsRoute.facts(config);
        AccessControl access = new AccessControl(
                config.accounts(),
                accounts.map(Accounts::authenticator),
                config.logins(),
                facts.visibleTo().equals("this_machine"));
        StatusBody bodies = new StatusBody(jobs, progress, requests, clock);
        Callbacks callbacks = new Callbacks(webhooks, config.webhookKeys());
        JobEnd end = new JobEnd(jobs, events);
        DownloadRoute download = new DownloadRoute(jobs, store, requests);
        AccountLimits limits = new AccountLimits(jdbi, config.limits().owner());
        UploadQuota quota = new UploadQuota(config.limits(), limits, jobs, clock, arrivals::bytesUnderWay);
        this.fetches = new Fetches(jdbi, ledger, clock);
        this.fetcher = config.limits()
                .urls()
                .map(urls -> new Fetcher(
                        new Fetches(jdbi, ledger, clock), store, quota, messaging.ends()::announce, urls.addresses()));
        fetcher.ifPresent(ledger::listen);
        Intake intake =
                new Intake(ledger, store, requests, callbacks, quota, new UploadAnswer(requests, end, download));
        Audit audit = new Audit(new AuditLog(jdbi, clock), requests);
        AdminRoutes administration = new AdminRoutes(
                new AdminRoutes.Means(jdbi, ledger, bodies, config.keeping().retention(), clock),
                JobRoutes.ofAll(ledger, store, requests, bodies),
                backends.operations().dead(),
                converters,
                audit);
        List<Service> all = new ArrayList<>(neighbors);
        all.add(this);
        Routes routes = new Routes(
                access,
                new JobApi(
                        new JobApi.Making(
                                new UploadRoute(intake), new TusRoutes(intake, arrivals), new RenditionRoute(intake)),
                        new StatusRoute(jobs, end, requests, bodies),
                        download,
                        JobRoutes.ofCaller(ledger, store, requests, bodies),
                        new EventsRoute(ledger, events, requests, bodies, access),
                        new WebhookRoutes(webhooks, callbacks, requests)),
                accounts.map(a -> new AccountApi(
                        a,
                        config.logins().registration(),
                        new AccountChanges(ledger, audit, limits, new Workload(jdbi), clock))),
                administration,
                new ServiceApi(
                        new WebPages(
                                facts, PathPrefix.of(config.listening().sites().publicUrl())),
                        new LimitsRoute(facts, config.limits()),
                        new HealthRoute(all),
                        new MetricsRoute(registry, config.listening().metrics())));
        RequestMetrics counted = new RequestMetrics(registry);
        this.server = new HttpServer(
                config.listening().proxies(),
                config.listening().sites(),
                backends.operations().tracing(),
                http -> {
                    counted.addTo(http.routes);
                    routes.addTo(http);
                });
    }

    private void sendCancel(Job job, Change change) {
        if (change == Change.CANCELED) {
            messaging.cancels().send(new CancelRequested(job.id(), job.attempt()));
        }
    }

    @Override
    public String name() {
        return "gateway";
    }

    /** Returns the port it listens on, once it is started. */
    public int port() {
        return server.port();
    }

    Set<String> routes() {
        return server.routes();
    }

    @Override
    public void start() {
        GatewaySchema.migrate(database);
        config.webhookKeys().ifPresent(WebhookKeys::load);
        messaging.progress().listen(updates::progressed);
        messaging.gone().listen(webhooks::gone);
        others.start();
        converters.start();
        ledgerQueue = Optional.of(messaging.ends().ledger().subscribe(1, updates));
        relay.start();
        sweeper.start();
        fetcher.ifPresentOrElse(Fetcher::start, () -> Fetcher.refuseAll(fetches, messaging.ends()::announce));
        server.start(config.listening().bind(), config.listening().port());
    }

    @Override
    public CheckResult check() {
        return relay.check();
    }

    @Override
    public void close() {
        events.close();
        server.close();
        fetcher.ifPresent(Fetcher::close);
        sweeper.close();
        relay.close();
        ledgerQueue.ifPresent(WorkQueue.Subscription::close);
    }
}
