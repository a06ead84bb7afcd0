namespace Akka.Serialization;

using Akka.Configuration;
using Akka.Configuration.Hocon;
using global::Hyperion;

/// <summary>What <c>akka.actor.serialization-settings.hyperion</c> says.</summary>
public sealed class HyperionSerializerSettings
{
    /// <summary>References kept, members named, no known types, unsafe types refused, everything else allowed.</summary>
    public static readonly HyperionSerializerSettings Default = new(true, true, typeof(NoKnownTypes));

    /// <summary>Whether objects that are met twice are written once, and circles are allowed.</summary>
    public readonly bool PreserveObjectReferences;

    /// <summary>Whether members are named on the wire, so that they may come and go between versions.</summary>
    public readonly bool VersionTolerance;

    /// <summary>A class that implements <see cref="IKnownTypesProvider"/>.</summary>
    public readonly Type KnownTypesProvider;

    /// <summary>Changes to types' names before they are looked for.</summary>
    public readonly IEnumerable<Func<string, string>> PackageNameOverrides;

    /// <summary>Replacements of values.</summary>
    public readonly IEnumerable<Surrogate> Surrogates;

    /// <summary>Whether types that are known to be dangerous are refused.</summary>
    public readonly bool DisallowUnsafeType;

    /// <summary>What may be read; null for everything.</summary>
#nullable disable annotations
    public readonly ITypeFilter TypeFilter;
#nullable restore annotations

    /// <summary>Settings.</summary>
    public HyperionSerializerSettings(bool preserveObjectReferences, bool versionTolerance, Type knownTypesProvider)
        : this(preserveObjectReferences, versionTolerance, knownTypesProvider, [])
    {
    }

    /// <summary>Settings.</summary>
    public HyperionSerializerSettings(
        bool preserveObjectReferences, bool versionTolerance, Type knownTypesProvider, IEnumerable<Func<string, string>> packageNameOverrides)
        : this(preserveObjectReferences, versionTolerance, knownTypesProvider, packageNameOverrides, [])
    {
    }

    /// <summary>Settings.</summary>
    public HyperionSerializerSettings(
        bool preserveObjectReferences,
        bool versionTolerance,
        Type knownTypesProvider,
        IEnumerable<Func<string, string>> packageNameOverrides,
        IEnumerable<Surrogate> surrogates)
        : this(preserveObjectReferences, versionTolerance, knownTypesProvider, packageNameOverrides, surrogates, true)
    {
    }

    /// <summary>Settings.</summary>
    public HyperionSerializerSettings(
        bool preserveObjectReferences,
        bool versionTolerance,
        Type knownTypesProvider,
        IEnumerable<Func<string, string>> packageNameOverrides,
        IEnumerable<Surrogate> surrogates,
        bool disallowUnsafeType)
        : this(preserveObjectReferences, versionTolerance, knownTypesProvider, packageNameOverrides, surrogates, disallowUnsafeType, null!)
    {
    }

    /// <summary>Settings.</summary>
    /// <exception cref="ArgumentException"><paramref name="knownTypesProvider"/> is no <see cref="IKnownTypesProvider"/>.</exception>
    public HyperionSerializerSettings(
        bool preserveObjectReferences,
        bool versionTolerance,
        Type knownTypesProvider,
        IEnumerable<Func<string, string>> packageNameOverrides,
        IEnumerable<Surrogate> surrogates,
        bool disallowUnsafeType,
        ITypeFilter typeFilter)
    {
        knownTypesProvider ??= typeof(NoKnownTypes);
        if (!typeof(IKnownTypesProvider).IsAssignableFrom(knownTypesProvider))
            throw new ArgumentException($"[{knownTypesProvider}] is no {nameof(IKnownTypesProvider)}.", nameof(knownTypesProvider));
        PreserveObjectReferences = preserveObjectReferences;
        VersionTolerance = versionTolerance;
        KnownTypesProvider = knownTypesProvider;
        PackageNameOverrides = packageNameOverrides ?? [];
        Surrogates = surrogates ?? [];
        DisallowUnsafeType = disallowUnsafeType;
        TypeFilter = typeFilter;
    }

    /// <summary>Reads the section.</summary>
    /// <exception cref="ConfigurationException">A key can't be read, or names a class that isn't there or isn't what it should be.</exception>
    public static HyperionSerializerSettings Create(Config config)
    {
        if (config.IsNullOrEmpty())
            throw ConfigurationException.NullOrEmptyConfig<HyperionSerializerSettings>("akka.actor.serialization-settings.hyperion");

        var provider = config.GetString("known-types-provider", null);
        var allowed = config.GetStringList("allowed-types");
        var filter = TypeFilterBuilder.Create();
        foreach (var name in allowed)
            filter.Include(Find("allowed-types", name));
        return new HyperionSerializerSettings(
            config.GetBoolean("preserve-object-references", true),
            config.GetBoolean("version-tolerance", true),
            string.IsNullOrEmpty(provider) ? typeof(NoKnownTypes) : Find("known-types-provider", provider, typeof(IKnownTypesProvider)),
            [.. Overrides(config)],
            [.. config.GetStringList("surrogates").Select(name => (Surrogate)Activator.CreateInstance(Find("surrogates", name, typeof(Surrogate)))!)],
            config.GetBoolean("disallow-unsafe-type", true),
            allowed.Count == 0 ? null! : filter.Build());
    }

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSettings WithPreserveObjectReference(bool preserveObjectReferences) =>
        new(preserveObjectReferences, VersionTolerance, KnownTypesProvider, PackageNameOverrides, Surrogates, DisallowUnsafeType, TypeFilter!);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSettings WithVersionTolerance(bool versionTolerance) =>
        new(PreserveObjectReferences, versionTolerance, KnownTypesProvider, PackageNameOverrides, Surrogates, DisallowUnsafeType, TypeFilter!);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSettings WithKnownTypesProvider(Type knownTypesProvider) =>
        new(PreserveObjectReferences, VersionTolerance, knownTypesProvider, PackageNameOverrides, Surrogates, DisallowUnsafeType, TypeFilter!);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSettings WithPackageNameOverrides(IEnumerable<Func<string, string>> packageNameOverrides) =>
        new(PreserveObjectReferences, VersionTolerance, KnownTypesProvider, packageNameOverrides, Surrogates, DisallowUnsafeType, TypeFilter!);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSettings WithSurrogates(IEnumerable<Surrogate> surrogates) =>
        new(PreserveObjectReferences, VersionTolerance, KnownTypesProvider, PackageNameOverrides, surrogates, DisallowUnsafeType, TypeFilter!);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSettings WithDisallowUnsafeType(bool disallowUnsafeType) =>
        new(PreserveObjectReferences, VersionTolerance, KnownTypesProvider, PackageNameOverrides, Surrogates, disallowUnsafeType, TypeFilter!);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSettings WithTypeFilter(ITypeFilter typeFilter) =>
        new(PreserveObjectReferences, VersionTolerance, KnownTypesProvider, PackageNameOverrides, Surrogates, DisallowUnsafeType, typeFilter);

    private static IEnumerable<Func<string, string>> Overrides(Config config)
    {
        // Names come from any kind of runtime, and all that is left of the difference on this one is the section's name.
        foreach (var value in config.GetValue("cross-platform-package-name-overrides.net")?.GetArray() ?? Array.Empty<HoconValue>())
        {
            var entry = value.ToConfig();
            var fingerprint = entry.GetString("fingerprint", string.Empty);
            var from = entry.GetString("rename-from", string.Empty);
            var to = entry.GetString("rename-to", string.Empty);
            if (string.IsNullOrEmpty(fingerprint) || string.IsNullOrEmpty(from))
                throw new ConfigurationException("cross-platform-package-name-overrides: an entry needs fingerprint, rename-from and rename-to.");
            yield return name => name.Contains(fingerprint, StringComparison.Ordinal) ? name.Replace(from, to, StringComparison.Ordinal) : name;
        }
    }

    private static Type Find(string key, string name, Type? wanted = null)
    {
        var type = Type.GetType(name) ?? throw new ConfigurationException($"{key}: no type [{name}] can be found.");
        return wanted is null || wanted.IsAssignableFrom(type) ? type : throw new ConfigurationException($"{key}: [{name}] is no {wanted}.");
    }
}
