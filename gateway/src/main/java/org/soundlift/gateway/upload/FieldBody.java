package org.soundlift.gateway.upload;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import org.soundlift.http.RequestBody;

/** A body that has fields alone: a form, or an object of JSON. */
final class FieldBody {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private FieldBody() {}

    /** @param type of a body, in lower case */
    static boolean isOne(String type) {
        return type.startsWith(JSON) || type.startsWith(FORM);
    }

    static void read(Context ctx, String type, UploadFields fields) throws IOException {
        if (type.startsWith(JSON)) {
            for (Map.Entry<String, String> member :
                    RequestBody.read(ctx).texts().entrySet()) {
                fields.put(member.getKey(), member.getValue());
            }
        } else {
            fields.putAll(ctx.formParamMap());
        }
    }
}
