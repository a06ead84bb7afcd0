namespace Akka.Remote.Tests;

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

/// <summary>A small certification authority, and files of what it issues, in a folder that goes with the process.</summary>
internal sealed class PrivateCa
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("akka-tls-").FullName;
    private static int _files;

    private readonly X509Certificate2 _root;

    static PrivateCa() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    public PrivateCa(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-10), DateTimeOffset.UtcNow.AddYears(10));
    }

    /// <summary>Whom everybody here trusts.</summary>
    public static PrivateCa Ours { get; } = new("Fleet");

    /// <summary>Issued by ourselves, for 127.0.0.1.</summary>
    public static string Good { get; } = Ours.IssueFile("good");

    public const string Password = "a \"quoted\" word";

    /// <param name="host">Whom it is for, besides nobody else.</param>
    /// <param name="until">Valid until this many days from now.</param>
    public X509Certificate2 Issue(string name, string host = "127.0.0.1", int until = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(_root, DateTimeOffset.UtcNow.AddDays(-100), DateTimeOffset.UtcNow.AddDays(until), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    /// <returns>The path of a PKCS #12 file with the certificate, its key and the root.</returns>
    public string IssueFile(string name, string host = "127.0.0.1", int until = 30) => Write(Issue(name, host, until), _root);

    public static string Write(params X509Certificate2[] certificates)
    {
        var path = Path.Combine(Folder, $"{Interlocked.Increment(ref _files)}.pfx");
        File.WriteAllBytes(path, new X509Certificate2Collection(certificates.Select(c => c.HasPrivateKey ? c : X509CertificateLoader.LoadCertificate(c.RawData)).ToArray()).Export(X509ContentType.Pkcs12, Password)!);
        return path;
    }

    /// <summary>The root without its key.</summary>
    public X509Certificate2 Root => X509CertificateLoader.LoadCertificate(_root.RawData);

    /// <summary>What a node with the certificate in <paramref name="path"/> is configured with.</summary>
    public static string Tls(string path, string more = "") => $$"""
        akka.remote.dot-netty.tcp {
          enable-ssl = on
          ssl.certificate.path = "{{path}}"
          ssl.certificate.password = "a \"quoted\" word"
        }
        {{more}}
        """;
}
