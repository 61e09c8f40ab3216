package org.soundlift.lifter;

import org.soundlift.core.job.Failure;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSObjects;

/** The reason why there is no sound, as a problem of the API has it. */
interface Refusal extends JSObject {
    @JSProperty
    void setCode(String code);

    @JSProperty
    void setDetail(String detail);

    /** @param suggestion the step that may help, as a sentence */
    @JSProperty
    void setSuggestion(String suggestion);

    static Refusal of(Failure failure) {
        Refusal refusal = JSObjects.create();
        refusal.setCode(failure.code().name());
        refusal.setDetail(failure.detail());
        failure.code().suggestion().ifPresent(refusal::setSuggestion);
        return refusal;
    }
}
