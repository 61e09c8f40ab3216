package org.soundlift.app.settings;

import java.util.List;

/** Settings that belong together, below one heading in help texts and docs. */
public record SettingGroup(String heading, List<Setting<?>> settings) {}
