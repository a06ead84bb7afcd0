namespace Akka.Remote.Transport.Tls;

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Configuration;

/// <summary>Who a node is, and whom it believes.</summary>
/// <param name="Certificate">Its own, with the private key.</param>
/// <param name="Intermediates">Between it and its root; sent along.</param>
/// <param name="Roots">
/// The roots that came in the same file. When there are any, only they are believed: a fleet with a small CA of its own needs no change
/// to the machine's store. Without any, the machine's store decides.
/// </param>
internal sealed record TlsIdentity(X509Certificate2 Certificate, X509Certificate2Collection Intermediates, X509Certificate2Collection Roots)
{
    private const string Section = "akka.remote.dot-netty.tcp.ssl.certificate";

    /// <summary>The name has been misspelled in two ways in released versions, and both are in use.</summary>
    private static readonly string[] ThumbprintKeys = ["thumbprint", "thumpbrint", "thumbrint"];

    /// <param name="config">The section <c>ssl</c>.</param>
    /// <exception cref="ConfigurationException">There is no certificate, it can't be read, or its private key can't be used.</exception>
    public static TlsIdentity Load(Config config)
    {
        var identity = config.GetBoolean("certificate.use-thumbprint-over-file") ? FromStore(config) : FromFile(config);
        identity.CheckKey();
        return identity;
    }

    /// <exception cref="ConfigurationException">Its private key can't be used.</exception>
    public static TlsIdentity Of(X509Certificate2 certificate)
    {
        var identity = new TlsIdentity(certificate, [], []);
        identity.CheckKey();
        return identity;
    }

    private static TlsIdentity FromFile(Config config)
    {
        var path = config.GetString("certificate.path", "");
        if (string.IsNullOrEmpty(path))
        {
            throw new ConfigurationException($"enable-ssl is on and {Section}.path is empty: name the PKCS #12 file (.pfx) with this node's certificate and key");
        }

        try
        {
            var found = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, config.GetString("certificate.password", ""), Flags(config));
            var own = found.FirstOrDefault(c => c.HasPrivateKey)
                ?? throw new ConfigurationException($"{Section}.path = {path}: it holds no private key, and a node needs its own");
            var others = found.Where(c => !ReferenceEquals(c, own)).ToArray();
            return new TlsIdentity(own, [.. others.Where(c => !IsRoot(c))], [.. others.Where(IsRoot)]);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{Section}.path = {path}: {e.Message}", e);
        }
    }

    private static TlsIdentity FromStore(Config config)
    {
        var thumbprint = ThumbprintKeys
            .Select(key => config.GetString($"certificate.{key}", ""))
            .FirstOrDefault(value => !string.IsNullOrEmpty(value))
            ?? throw new ConfigurationException($"{Section}.use-thumbprint-over-file is on and {Section}.thumbprint is empty");
        var name = config.GetString("certificate.store-name", "My");
        var location = config.GetString("certificate.store-location", "current-user") switch
        {
            "current-user" => StoreLocation.CurrentUser,
            "local-machine" => StoreLocation.LocalMachine,
            var other => throw new ConfigurationException($"{Section}.store-location = {other}: current-user or local-machine"),
        };
        using var store = new X509Store(name, location);
        try
        {
            store.Open(OpenFlags.ReadOnly);
        }
        catch (CryptographicException e)
        {
            throw new ConfigurationException($"{Section}.store-name = {name} ({location}): {e.Message}", e);
        }

        var plain = string.Concat(thumbprint.Where(char.IsAsciiHexDigit));
        return store.Certificates.FirstOrDefault(c => c.Thumbprint.Equals(plain, StringComparison.OrdinalIgnoreCase)) is { } found
            ? new TlsIdentity(found, [], [])
            : throw new ConfigurationException($"{Section}.thumbprint = {thumbprint}: no such certificate in store {name} ({location})");
    }

    private static X509KeyStorageFlags Flags(Config config)
    {
        var flags = X509KeyStorageFlags.DefaultKeySet;
        foreach (var flag in config.GetStringList("certificate.flags"))
        {
            flags |= flag switch
            {
                "default-key-set" => X509KeyStorageFlags.DefaultKeySet,
                "exportable" => X509KeyStorageFlags.Exportable,
                "machine-key-set" => X509KeyStorageFlags.MachineKeySet,
                "persist-key-set" => X509KeyStorageFlags.PersistKeySet,
                "user-key-set" => X509KeyStorageFlags.UserKeySet,
                "user-protected" => X509KeyStorageFlags.UserProtected,
                _ => throw new ConfigurationException(
                    $"{Section}.flags names [{flag}]: default-key-set, exportable, machine-key-set, persist-key-set, user-key-set or user-protected"),
            };
        }

        return flags;
    }

    private static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>Better at the start than at the first connection: some keys are listed and can't be used by this user.</summary>
    private void CheckKey()
    {
        byte[] probe = [1];
        try
        {
            var usable = Certificate.HasPrivateKey && (
                Certificate.GetRSAPrivateKey()?.SignData(probe, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)
                ?? Certificate.GetECDsaPrivateKey()?.SignData(probe, HashAlgorithmName.SHA256)) is not null;
            if (!usable)
            {
                throw new ConfigurationException($"The certificate [{Certificate.Subject}] has no RSA or ECDSA private key, and TLS needs one");
            }
        }
        catch (CryptographicException e)
        {
            throw new ConfigurationException($"The private key of certificate [{Certificate.Subject}] can't be used: {e.Message}", e);
        }
    }
}
