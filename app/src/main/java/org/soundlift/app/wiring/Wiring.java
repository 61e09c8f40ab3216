package org.soundlift.app.wiring;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.soundlift.app.settings.ConverterSettings;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.QueueKind;
import org.soundlift.app.settings.SafetyCheck;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.Settings;
import org.soundlift.auth.remote.AuthRoutes;
import org.soundlift.converter.ConverterService;
import org.soundlift.converter.convert.Converter;
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
public final class Wiring {
    public static final Clock CLOCK = Clock.systemUTC();

    private final Settings settings;
    private final Set<ServiceName> names;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    /** The parts that all others stand on. */
    private final List<Service> foundation = new ArrayList<>();
    /** In the order of their start. */
    private final List<Service> services = new ArrayList<>();
    /** The parts whose health decides if the process is ready. */
    private final List<Service> needed = new ArrayList<>();

    private Wiring(Settings settings, Set<ServiceName> names) {
        this.settings = settings;
        this.names = names;
        for (MeterBinder binder : List.of(
                new JvmMemoryMetrics(), new ProcessorMetrics(), new UptimeMetrics(), new FileDescriptorMetrics())) {
            binder.bindTo(metrics);
        }
    }

    /** The services of those names in this process, not yet started. */
    public static Soundlift services(Settings settings, Set<ServiceName> asked) {
        Set<ServiceName> names = ServiceName.complete(asked, settings.get(MessagingSettings.QUEUE));
        SafetyCheck.requireSafe(settings, names);
        return new Wiring(settings, names).services();
    }

    /** The converter alone, for files on this machine. */
    public static Converter converter(Settings settings) throws IOException, InterruptedException {
        ServiceConfigs configs = new ServiceConfigs(settings);
        Ffmpeg found = SandboxedFfmpeg.findQuickly(configs.ffmpeg(), settings.get(ConverterSettings.SANDBOX));
        return new Converter(
                found,
                () -> configs.ffmpeg().locateOther(found),
                Runtime.getRuntime().availableProcessors(),
                configs.converterLimits());
    }

    private Soundlift services() {
        DataFolder data = new DataFolder(settings.data(), names);
        foundation.add(data);
        Optional<Database> database = needsDatabase() ? Optional.of(Database.of(settings, data)) : Optional.empty();
        database.ifPresent(foundation::add);
        needed.addAll(foundation);
        AccountWiring accounts = AccountWiring.of(settings, names, database, data);
        accounts.services().forEach(this::add);
        Optional<MediaStore> store = has(ServiceName.GATEWAY) || has(ServiceName.CONVERTER)
                ? Optional.of(StorageWiring.store(settings, names, data))
                : Optional.empty();
        store.ifPresent(this::add);
        Optional<Messaging> messaging = names.equals(Set.of(ServiceName.AUTH))
                ? Optional.empty()
                : Optional.of(QueueWiring.messaging(settings, names, database, CLOCK));
        messaging.map(Messaging::carrier).ifPresent(this::addCarrier);
        Optional<WebhookKeys> webhookKeys = NotificationWiring.keys(settings, names, data);
        List<Service> workers = new ArrayList<>();
        if (has(ServiceName.NOTIFICATION)) {
            workers.addAll(NotificationWiring.services(settings, messaging.orElseThrow(), webhookKeys, metrics, CLOCK));
        }
        if (has(ServiceName.CONVERTER)) {
            workers.add(converter(messaging.orElseThrow(), store.orElseThrow(), data));
        }
        needed.addAll(workers);
        IntSupplier port = has(ServiceName.GATEWAY)
                ? gateway(
                        new ServiceConfigs(settings).gateway(webhookKeys),
                        accounts,
                        database.orElseThrow(),
                        store.orElseThrow(),
                        messaging.orElseThrow())
                : has(ServiceName.AUTH)
                        ? server(
                                settings.get(ServiceSettings.TRUSTED_PROXIES),
                                new AuthRoutes(accounts.auth().orElseThrow())::addTo)
                        : server(TrustedProxies.NONE, _ -> {});
        // Closed in reverse: converters end first, and the gateway still hears of it.
        services.addAll(workers);
        return new Soundlift(foundation, services, database, accounts.auth(), port);
    }

    private boolean has(ServiceName name) {
        return names.contains(name);
    }

    private boolean needsDatabase() {
        return has(ServiceName.GATEWAY) || has(ServiceName.AUTH);
    }

    private void add(Service service) {
        services.add(service);
        needed.add(service);
    }

    /** A gateway goes on without its broker: it takes videos, and publishes them later. */
    private void addCarrier(Service carrier) {
        services.add(carrier);
        if (settings.get(MessagingSettings.QUEUE) == QueueKind.SQL || !has(ServiceName.GATEWAY)) {
            needed.add(carrier);
        }
    }

    private ConverterService converter(Messaging messaging, MediaStore store, DataFolder data) {
        return new ConverterService(
                new ServiceConfigs(settings).converter(data.resolve("work")),
                store,
                new ConverterService.Messaging(
                        messaging.video(),
                        messaging.ledger(),
                        messaging.mp3(),
                        messaging.progress(),
                        messaging.cancels()),
                metrics,
                CLOCK);
    }

    private IntSupplier gateway(
            GatewayConfig config, AccountWiring accounts, Database database, MediaStore store, Messaging messaging) {
        Gateway gateway = new Gateway(
                config,
                new Gateway.Backends(
                        database.source(),
                        store,
                        new Gateway.Messaging(
                                messaging.video(),
                                messaging.ledger(),
                                messaging.progress(),
                                messaging.cancels(),
                                messaging.changes(),
                                messaging.gone())),
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
                settings.get(ServiceSettings.BIND),
                settings.get(ServiceSettings.PORT),
                proxies,
                new HealthRoute(needed),
                new MetricsRoute(metrics),
                more);
        services.add(server);
        return server::port;
    }
}
