namespace Akka.Serialization.Hyperion;

using Akka.Actor.Setup;
using global::Hyperion;

/// <summary>Settings by code; each that is set wins over the configuration.</summary>
public class HyperionSerializerSetup : Setup
{
    /// <summary>Nothing set.</summary>
    public static readonly HyperionSerializerSetup Empty = new(null, null, null, null, null, null, null);

    private HyperionSerializerSetup(
        bool? preserveObjectReferences,
        bool? versionTolerance,
        Type? knownTypesProvider,
        IEnumerable<Func<string, string>>? packageNameOverrides,
        IEnumerable<Surrogate>? surrogates,
        bool? disallowUnsafeType,
        ITypeFilter? typeFilter)
    {
        PreserveObjectReferences = preserveObjectReferences;
        VersionTolerance = versionTolerance;
        KnownTypesProvider = knownTypesProvider;
        PackageNameOverrides = packageNameOverrides;
        Surrogates = surrogates;
        DisallowUnsafeType = disallowUnsafeType;
        TypeFilter = typeFilter;
    }

    /// <summary>See <see cref="HyperionSerializerSettings.PreserveObjectReferences"/>.</summary>
    public bool? PreserveObjectReferences { get; }

    /// <summary>See <see cref="HyperionSerializerSettings.VersionTolerance"/>.</summary>
    public bool? VersionTolerance { get; }

    /// <summary>See <see cref="HyperionSerializerSettings.KnownTypesProvider"/>.</summary>
    public Type? KnownTypesProvider { get; }

    /// <summary>See <see cref="HyperionSerializerSettings.PackageNameOverrides"/>.</summary>
    public IEnumerable<Func<string, string>>? PackageNameOverrides { get; }

    /// <summary>See <see cref="HyperionSerializerSettings.Surrogates"/>.</summary>
    public IEnumerable<Surrogate>? Surrogates { get; }

    /// <summary>See <see cref="HyperionSerializerSettings.DisallowUnsafeType"/>.</summary>
    public bool? DisallowUnsafeType { get; }

    /// <summary>See <see cref="HyperionSerializerSettings.TypeFilter"/>.</summary>
    public ITypeFilter? TypeFilter { get; }

    /// <summary>A setup of these settings.</summary>
    public static HyperionSerializerSetup Create(bool preserveObjectReferences, bool versionTolerance, Type knownTypesProvider) =>
        new(preserveObjectReferences, versionTolerance, knownTypesProvider, null, null, null, null);

    /// <summary>A setup of these settings.</summary>
    public static HyperionSerializerSetup Create(
        bool preserveObjectReferences, bool versionTolerance, Type knownTypesProvider, IEnumerable<Func<string, string>> packageNameOverrides) =>
        new(preserveObjectReferences, versionTolerance, knownTypesProvider, packageNameOverrides, null, null, null);

    /// <summary>A setup of these settings.</summary>
    public static HyperionSerializerSetup Create(
        bool preserveObjectReferences,
        bool versionTolerance,
        Type knownTypesProvider,
        IEnumerable<Func<string, string>> packageNameOverrides,
        IEnumerable<Surrogate> surrogates) =>
        new(preserveObjectReferences, versionTolerance, knownTypesProvider, packageNameOverrides, surrogates, null, null);

    /// <summary>A setup of these settings.</summary>
    public static HyperionSerializerSetup Create(
        bool preserveObjectReferences,
        bool versionTolerance,
        Type knownTypesProvider,
        IEnumerable<Func<string, string>> packageNameOverrides,
        IEnumerable<Surrogate> surrogates,
        bool disallowUnsafeType) =>
        new(preserveObjectReferences, versionTolerance, knownTypesProvider, packageNameOverrides, surrogates, disallowUnsafeType, null);

    /// <summary>A setup of these settings.</summary>
    public static HyperionSerializerSetup Create(
        bool preserveObjectReferences,
        bool versionTolerance,
        Type knownTypesProvider,
        IEnumerable<Func<string, string>> packageNameOverrides,
        IEnumerable<Surrogate> surrogates,
        bool disallowUnsafeType,
        ITypeFilter typeFilter) =>
        new(preserveObjectReferences, versionTolerance, knownTypesProvider, packageNameOverrides, surrogates, disallowUnsafeType, typeFilter);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSetup WithPreserveObjectReference(bool preserveObjectReference) =>
        new(preserveObjectReference, VersionTolerance, KnownTypesProvider, PackageNameOverrides, Surrogates, DisallowUnsafeType, TypeFilter);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSetup WithVersionTolerance(bool versionTolerance) =>
        new(PreserveObjectReferences, versionTolerance, KnownTypesProvider, PackageNameOverrides, Surrogates, DisallowUnsafeType, TypeFilter);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSetup WithKnownTypeProvider<T>()
        where T : IKnownTypesProvider => WithKnownTypeProvider(typeof(T));

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSetup WithKnownTypeProvider(Type knownTypeProvider) =>
        new(PreserveObjectReferences, VersionTolerance, knownTypeProvider, PackageNameOverrides, Surrogates, DisallowUnsafeType, TypeFilter);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSetup WithPackageNameOverrides(IEnumerable<Func<string, string>> packageNameOverrides) =>
        new(PreserveObjectReferences, VersionTolerance, KnownTypesProvider, packageNameOverrides, Surrogates, DisallowUnsafeType, TypeFilter);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSetup WithSurrogates(IEnumerable<Surrogate> surrogates) =>
        new(PreserveObjectReferences, VersionTolerance, KnownTypesProvider, PackageNameOverrides, surrogates, DisallowUnsafeType, TypeFilter);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSetup WithDisallowUnsafeType(bool disallowUnsafeType) =>
        new(PreserveObjectReferences, VersionTolerance, KnownTypesProvider, PackageNameOverrides, Surrogates, disallowUnsafeType, TypeFilter);

    /// <summary>The same with another choice.</summary>
    public HyperionSerializerSetup WithTypeFilter(ITypeFilter typeFilter) =>
        new(PreserveObjectReferences, VersionTolerance, KnownTypesProvider, PackageNameOverrides, Surrogates, DisallowUnsafeType, typeFilter);

    /// <summary>The settings with what is set here in their place.</summary>
    internal HyperionSerializerSettings Over(HyperionSerializerSettings settings) => new(
        PreserveObjectReferences ?? settings.PreserveObjectReferences,
        VersionTolerance ?? settings.VersionTolerance,
        KnownTypesProvider ?? settings.KnownTypesProvider,
        PackageNameOverrides ?? settings.PackageNameOverrides,
        Surrogates ?? settings.Surrogates,
        DisallowUnsafeType ?? settings.DisallowUnsafeType,
        TypeFilter ?? settings.TypeFilter!);
}
