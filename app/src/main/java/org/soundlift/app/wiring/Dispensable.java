package org.soundlift.app.wiring;

import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;

/** The health of a part without which the process is still of use. */
record Dispensable(Service part) implements Service {
    @Override
    public String name() {
        return part.name();
    }

    @Override
    public void start() throws Exception {
        part.start();
    }

    @Override
    public CheckResult check() {
        CheckResult result = part.check();
        return result instanceof CheckResult.Failing(String reason) ? new CheckResult.Degraded(reason) : result;
    }

    @Override
    public void close() {
        part.close();
    }
}
