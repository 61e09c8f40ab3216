package org.soundlift.app;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.soundlift.auth.remote.AuthRoutes;
import org.soundlift.converter.Converter;
import org.soundlift.converter.ConverterService;
import org.soundlift.converter.ConverterService.ConverterConfig;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.SandboxedFfmpeg;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.service.Service;
import org.soundlift.gateway.Gateway;
import org.soundlift.gateway.GatewayConfig;
import org.soundlift.http.HealthRoute;
import org.soundlift.http.MetricsRoute;
import org.soundlift.http.ServiceServer;
import org.soundlift.http.TrustedProxies;

/** Puts the parts of a process together, top to bottom in the order in which they need each other. */
final class Wiring {
    static final Clock CLOCK = Clock.systemUTC();

    private final Settings settings;
    private final Set<Role> roles;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Closeable> open = new ArrayList<>();
    /** In the order of their start. */
    private final List<Service> services = new ArrayList<>();
    /** Whose health decides whether the process is ready. */
    private final List<Service> needed = new ArrayList<>();

    private Wiring(Settings settings, Set<Role> roles) {
        this.settings = settings;
        this.roles = roles;
        for (MeterBinder binder : List.of(
                new JvmMemoryMetrics(), new ProcessorMetrics(), new UptimeMetrics(), new FileDescriptorMetrics())) {
            binder.bindTo(metrics);
        }
    }

    /** The services of those roles in this process, not yet started. */
    static Soundlift services(Settings settings, Set<Role> asked) throws IOException, SQLException {
        Set<Role> roles = Role.complete(asked, settings.get(Settings.QUEUE));
        Exposure.requireSafe(settings, roles);
        return new Wiring(settings, roles).services();
    }

    /** The converter alone, for files on this machine. */
    static Converter converter(Settings settings) throws IOException, InterruptedException {
        ConverterSettings ours = new ConverterSettings(settings);
        Ffmpeg found = SandboxedFfmpeg.findQuickly(ours.ffmpeg(), settings.get(ConverterSettings.SANDBOX));
        return new Converter(
                found,
                () -> ours.ffmpeg().locateOther(found),
                Runtime.getRuntime().availableProcessors(),
                ours.limits());
    }

    private Soundlift services() throws IOException, SQLException {
        DataFolder data = new DataFolder(settings.data(), roles);
        data.start();
        open.add(data::close);
        needed.add(data);
        Optional<Database> database = needsDatabase() ? Optional.of(Database.open(settings, data)) : Optional.empty();
        database.ifPresent(d -> {
            open.add(d::close);
            needed.add(d);
        });
        AccountWiring accounts = AccountWiring.of(settings, roles, database, data);
        accounts.services().forEach(this::add);
        Optional<MediaStore> store = has(Role.GATEWAY) || has(Role.CONVERTER)
                ? Optional.of(StorageWiring.store(settings, roles, data))
                : Optional.empty();
        store.ifPresent(this::add);
        Optional<Messaging> messaging = roles.equals(Set.of(Role.AUTH))
                ? Optional.empty()
                : Optional.of(QueueWiring.messaging(settings, roles, database, CLOCK));
        messaging.map(Messaging::carrier).ifPresent(this::addCarrier);
        Optional<WebhookKeys> webhookKeys = NotificationWiring.keys(settings, roles, data);
        List<Service> workers = new ArrayList<>();
        if (has(Role.NOTIFICATION)) {
            workers.addAll(NotificationWiring.services(settings, messaging.orElseThrow(), webhookKeys, metrics, CLOCK));
        }
        if (has(Role.CONVERTER)) {
            workers.add(converter(messaging.orElseThrow(), store.orElseThrow(), data));
        }
        needed.addAll(workers);
        IntSupplier port = has(Role.GATEWAY)
                ? gateway(
                        new ServiceConfigs(settings).gateway(webhookKeys),
                        accounts,
                        database.orElseThrow(),
                        store.orElseThrow(),
                        messaging.orElseThrow())
                : has(Role.AUTH)
                        ? server(
                                settings.get(Settings.TRUSTED_PROXIES),
                                new AuthRoutes(accounts.auth().orElseThrow())::addTo)
                        : server(TrustedProxies.NONE, _ -> {});
        // Closed in reverse: converters end first, and the gateway still hears of it.
        services.addAll(workers);
        return new Soundlift(open, services, database, accounts.auth(), port);
    }

    private boolean has(Role role) {
        return roles.contains(role);
    }

    private boolean needsDatabase() {
        return has(Role.GATEWAY) || has(Role.AUTH);
    }

    private void add(Service service) {
        services.add(service);
        needed.add(service);
    }

    /** A gateway goes on without its broker: it takes videos, and publishes them later. */
    private void addCarrier(Service carrier) {
        services.add(carrier);
        if (settings.get(Settings.QUEUE) == QueueKind.SQL || !has(Role.GATEWAY)) {
            needed.add(carrier);
        }
    }

    private ConverterService converter(Messaging messaging, MediaStore store, DataFolder data) {
        ConverterSettings ours = new ConverterSettings(settings);
        return new ConverterService(
                new ConverterConfig(
                        ours.ffmpeg(),
                        settings.get(ConverterSettings.SANDBOX),
                        ours.limits(),
                        settings.get(ConverterSettings.CONVERTER_SLOTS),
                        settings.get(Settings.DRAIN_TIMEOUT),
                        data.resolve("work")),
                store,
                new ConverterService.Queues(messaging.video(), messaging.ledger(), messaging.mp3()),
                messaging.progress(),
                messaging.cancels(),
                metrics,
                CLOCK);
    }

    private IntSupplier gateway(
            GatewayConfig config, AccountWiring accounts, Database database, MediaStore store, Messaging messaging) {
        Gateway gateway = new Gateway(
                config,
                database.source(),
                store,
                new Gateway.Messaging(
                        messaging.video(),
                        messaging.ledger(),
                        messaging.progress(),
                        messaging.cancels(),
                        messaging.changes(),
                        messaging.gone()),
                accounts.forGateway(),
                needed,
                metrics,
                CLOCK);
        services.add(gateway);
        return gateway::port;
    }

    /** @param more adds what other services ask */
    private IntSupplier server(TrustedProxies proxies, Consumer<RoutesConfig> more) {
        ServiceServer server = new ServiceServer(
                settings.get(Settings.BIND),
                settings.get(Settings.PORT),
                proxies,
                new HealthRoute(needed),
                new MetricsRoute(metrics),
                more);
        services.add(server);
        return server::port;
    }
}
