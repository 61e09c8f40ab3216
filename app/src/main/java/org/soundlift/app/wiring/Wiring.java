package org.soundlift.app.wiring;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.soundlift.app.settings.ConverterSettings;
import org.soundlift.app.settings.LogSettings;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.QueueKind;
import org.soundlift.app.settings.SafetyCheck;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.tracing.OtlpTracing;
import org.soundlift.auth.Auth;
import org.soundlift.auth.remote.AuthRoutes;
import org.soundlift.auth.remote.RemoteAuth;
import org.soundlift.auth.verify.TokenAuthenticator;
import org.soundlift.converter.ConverterService;
import org.soundlift.converter.convert.Converter;
import org.soundlift.converter.convert.ConverterLimits;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.SandboxedFfmpeg;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.service.Lazy;
import org.soundlift.core.service.Service;
import org.soundlift.core.trace.Tracing;
import org.soundlift.gateway.Gateway;
import org.soundlift.http.HealthRoute;
import org.soundlift.http.MetricsRoute;
import org.soundlift.http.ServiceServer;
import org.soundlift.http.TrustedProxies;

/** Puts the parts of a process together: one method for each service, and parts that several of them share. */
public final class Wiring {
    public static final Clock CLOCK = Clock.systemUTC();

    private final Settings settings;
    private final Set<ServiceName> names;
    private final ServiceConfigs configs;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DataFolder data;
    private Tracing tracing = Tracing.OFF;
    private final Supplier<Database> database = new Lazy<>(this::newDatabase);
    private final Supplier<MediaStore> store = new Lazy<>(this::newStore);
    private final Supplier<Messaging> messaging = new Lazy<>(this::newMessaging);
    /** The parts that all others stand on, and wait for at the start. */
    private final List<Service> foundation = new ArrayList<>();
    /** In the order of their start. */
    private final List<Service> services = new ArrayList<>();
    /** The parts whose health decides if the process is ready, beside the foundation and the workers. */
    private final List<Service> needed = new ArrayList<>();
    /** Closed first, so that the gateway still hears how their work ended. */
    private final List<Service> workers = new ArrayList<>();

    private Wiring(Settings settings, Set<ServiceName> names) {
        this.settings = settings;
        this.names = names;
        this.configs = new ServiceConfigs(settings);
        this.data = new DataFolder(settings.data(), names);
        foundation.add(data);
        settings.get(LogSettings.OTLP_ENDPOINT).ifPresent(collector -> {
            OtlpTracing recorder = new OtlpTracing(collector, names);
            foundation.add(recorder);
            tracing = recorder;
        });
        for (MeterBinder binder : List.of(
                new JvmMemoryMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics(),
                new FileDescriptorMetrics(),
                new DiskSpaceMetrics(data.resolve("").toFile()),
                new BuildMetrics())) {
            binder.bindTo(metrics);
        }
    }

    /** Returns the services of those names in this process, not yet started. */
    public static Soundlift services(Settings settings, Set<ServiceName> asked) {
        Set<ServiceName> names = ServiceName.complete(asked, settings.get(MessagingSettings.QUEUE));
        SafetyCheck.requireSafe(settings, names);
        return new Wiring(settings, names).wire();
    }

    /**
     * Returns the converter alone, for files on this machine.
     *
     * @param maxDuration longest audio that is converted; empty: any
     */
    public static Converter converter(Settings settings, Optional<Duration> maxDuration)
            throws IOException, InterruptedException {
        ServiceConfigs configs = new ServiceConfigs(settings);
        Ffmpeg found = SandboxedFfmpeg.findQuickly(configs.ffmpeg(), settings.get(ConverterSettings.SANDBOX));
        return new Converter(
                found,
                () -> configs.ffmpeg().locateOther(found),
                Runtime.getRuntime().availableProcessors(),
                ConverterLimits.ofOwnMachine(maxDuration));
    }

    private Soundlift wire() {
        if (has(ServiceName.NOTIFICATION)) {
            notification();
        }
        if (has(ServiceName.CONVERTER)) {
            converter();
        }
        IntSupplier port;
        if (has(ServiceName.GATEWAY)) {
            port = gateway();
        } else if (has(ServiceName.AUTH)) {
            port = auth();
        } else {
            port = server(TrustedProxies.NONE, _ -> {});
        }
        services.addAll(workers);
        return new Soundlift(foundation, services, this::waitingRoom, port);
    }

    private boolean has(ServiceName name) {
        return names.contains(name);
    }

    private void notification() {
        workers.addAll(NotificationWiring.services(settings, messaging.get(), webhookKeys(), metrics, CLOCK));
    }

    private Optional<WebhookKeys> webhookKeys() {
        return NotificationWiring.keys(settings, names, data);
    }

    private void converter() {
        Messaging all = messaging.get();
        workers.add(new ConverterService(
                configs.converter(data.resolve("work")),
                store.get(),
                new ConverterService.Messaging(
                        all.video(), all.ledger(), all.mp3(), all.progress(), all.cancels(), all.fleet()),
                metrics,
                CLOCK));
    }

    private IntSupplier gateway() {
        Messaging all = messaging.get();
        Optional<Gateway.Accounts> accounts = AccountWiring.hasNoAccounts(settings, names)
                ? Optional.empty()
                : Optional.of(has(ServiceName.AUTH) ? accountsHere() : accountsElsewhere());
        Gateway gateway = new Gateway(
                configs.gateway(webhookKeys()),
                new Gateway.Backends(
                        database.get().source(),
                        store.get(),
                        new Gateway.Messaging(
                                all.video(),
                                new Gateway.Ends(all.ledger(), all.mp3()),
                                all.progress(),
                                all.cancels(),
                                all.changes(),
                                all.gone()),
                        new Gateway.Operations(all.fleet(), all.dead(), tracing)),
                accounts,
                health(),
                metrics,
                CLOCK);
        services.add(gateway);
        return gateway::port;
    }

    private Gateway.Accounts accountsHere() {
        Auth auth = newAuth();
        TokenAuthenticator tokens = AccountWiring.tokens(settings, auth.authority());
        add(tokens);
        return new Gateway.Accounts(tokens, auth::answer);
    }

    private Gateway.Accounts accountsElsewhere() {
        RemoteAuth auth = AccountWiring.remote(settings);
        TokenAuthenticator tokens = AccountWiring.tokens(settings, auth);
        add(tokens);
        return new Gateway.Accounts(tokens, auth::forward);
    }

    private IntSupplier auth() {
        return server(settings.get(ServiceSettings.TRUSTED_PROXIES), new AuthRoutes(newAuth())::addTo);
    }

    /** @param more adds the routes for other services */
    private IntSupplier server(TrustedProxies proxies, Consumer<RoutesConfig> more) {
        ServiceServer server = newServer(proxies, health(), more);
        services.add(server);
        return server::port;
    }

    private ServiceServer newServer(TrustedProxies proxies, List<Service> health, Consumer<RoutesConfig> more) {
        HealthRoute healthRoute = new HealthRoute(health);
        MetricsRoute metricsRoute = new MetricsRoute(metrics, configs.metricsReaders(!has(ServiceName.GATEWAY)));
        return new ServiceServer(
                settings.get(ServiceSettings.BIND), settings.get(ServiceSettings.PORT), proxies, tracing, routes -> {
                    healthRoute.addTo(routes);
                    metricsRoute.addTo(routes);
                    more.accept(routes);
                });
    }

    private ServiceServer waitingRoom(List<Service> parts) {
        return newServer(TrustedProxies.NONE, parts, WaitingRoom::refuseAll);
    }

    private List<Service> health() {
        return Stream.of(foundation, needed, workers).flatMap(List::stream).toList();
    }

    private Database newDatabase() {
        Database made = Database.of(settings, data);
        foundation.add(made);
        return made;
    }

    private MediaStore newStore() {
        MediaStore made = StorageWiring.store(settings, names, data);
        foundation.add(made);
        return made;
    }

    private Auth newAuth() {
        Auth made = AccountWiring.auth(settings, data, database.get(), metrics);
        add(made);
        return made;
    }

    /** A gateway goes on without its broker: it takes videos, and publishes them later. */
    private Messaging newMessaging() {
        Messaging made = QueueWiring.messaging(settings, names, database, tracing, CLOCK);
        services.add(made.carrier());
        if (settings.get(MessagingSettings.QUEUE) == QueueKind.SQL || !has(ServiceName.GATEWAY)) {
            needed.add(made.carrier());
        } else {
            needed.add(new Dispensable(made.carrier()));
        }
        return made;
    }

    private void add(Service service) {
        services.add(service);
        needed.add(service);
    }
}
